import Studies

struct Page {
  let html: String
  init(_ study: Study) { html = "" }
}
