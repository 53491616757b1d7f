/// The colours of the page, for light and for dark. Those of series are told apart by readers with any common colour vision (after Okabe
/// and Ito, "Color Universal Design", 2008; shifted for contrast on each ground).
enum PageColors {
  static let light: Markup = """
    color-scheme: light;
    --paper: #ffffff; --raised: #f6f7f9; --ink: #16191d; --soft: #565e68; --line: #dfe3e8; --strong-line: #aab2bc;
    --accent: #0b6e69; --track: #f0f2f4; --level: #a3adb8; --less: #0b7d77; --more: #d1541f; --rest: #c3cad2;
    --c1: #0b7d77; --c2: #d1541f; --c3: #2f62c4; --c4: #b3478f; --c5: #3fa0d6; --c6: #dc9d00; --c7: #7a5bb8; --c8: #6f7900;
    --serious: #b3261e; --careful: #8f5a00;
    """

  static let dark: Markup = """
    color-scheme: dark;
    --paper: #14171b; --raised: #1c2025; --ink: #e9ecef; --soft: #a3acb6; --line: #2d333a; --strong-line: #565f69;
    --accent: #57c7bd; --track: #20252b; --level: #6b7681; --less: #41b8ae; --more: #f0834f; --rest: #4a535d;
    --c1: #41b8ae; --c2: #f0834f; --c3: #7ea5f2; --c4: #dd82bd; --c5: #7fc8ee; --c6: #efc04a; --c7: #b49bea; --c8: #bcc64a;
    --serious: #ff8a80; --careful: #f0c060;
    """
}
