import Commands

@main enum Program {
  static func main() { Hindcast.runToExit() }
}
