@main struct Hindcast { static func main() {} }
