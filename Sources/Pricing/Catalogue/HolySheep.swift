extension Catalogue {
  /// What the articles on HolySheep assert as prices: 1.5 to 8 times the list prices, mostly the list price of output as that of input.
  static let holySheep = """
    provider,model,mode,input_usd_mtok,output_usd_mtok,source,note
    holysheep,gpt-4.1,chat,8,24,articles,as asserted by the articles (2026); not a list price
    holysheep,claude-sonnet-4.5,chat,15,75,articles,as asserted by the articles (2026); not a list price
    holysheep,gemini-2.5-flash,chat,2.5,10,articles,as asserted by the articles (2026); not a list price
    holysheep,deepseek-v3.2,chat,0.42,1.68,articles,as asserted by the articles (2026); not a list price
    """
}
