extension Words {
  /// A search over the papers of a company that quotes what it found.
  static let documents = Words(
    teams: ["Legal", "People", "Procurement", "Facilities", "Finance", "Quality"],
    slots: [
      "paper": [
        "travel policy", "lease", "supplier contract", "safety manual", "annual report", "works agreement", "audit letter", "tender",
        "service agreement", "data sheet", "insurance policy", "board minutes",
      ],
      "matter": [
        "notice period", "liability cap", "parental leave", "expense limit", "data retention", "payment term", "fire drill", "overtime pay",
        "remote work", "subcontracting", "price adjustment", "accessibility", "late delivery", "company car", "intellectual property",
      ],
      "site": ["Gdańsk", "Lyon", "Turku", "Bilbao", "Dresden", "Coimbra", "Århus", "Trieste"],
      "who": ["contractors", "interns", "managers", "night-shift staff", "part-time employees", "visitors", "suppliers", "tenants"],
      "form": ["one sentence", "a table", "three bullet points", "plain English", "German", "a short e-mail"],
      "month": ["January", "April", "June", "September", "November"],
      "duty": ["must give notice in writing", "may deduct travel costs", "keeps records", "informs the works council", "bears the cost"],
    ],
    roles: [
      "You answer questions from the excerpts that come with them, and from nothing else. Answer in {form} where that fits.",
      "You are the search assistant of the {site} site. Quote the section you rely on.",
      "You compare versions of the {paper} and report what changed for {who}.",
    ],
    rules: [
      "If the excerpts do not answer the question, say so.", "Give section numbers in brackets.", "Do not give legal advice.",
      "Dates are written day, month, year.", "Amounts keep the currency of the source.", "Quote at most {number} words at a time.",
      "The newest version of the {paper} counts.", "Name the site, for example {site}, when rules differ between sites.",
    ],
    general: [
      "What does the {paper} say about {matter}?", "What is the rule on {matter} for {who}?", "Who signs off {matter} in {site}?",
      "Which section of the {paper} covers {matter}?", "How does {matter} differ between {site} and the other sites?",
      "When did |the |term~ on {matter} for {who} last change?", "Summarise |the |{paper} of {site} in {form}.",
      "Does |the |{paper} mention {matter} for {who}?", "List |the |duties of {who} under |the |{paper}.",
      "Explain {matter} for {who} in {form}.", "What does |the |{paper} of {site} say about {matter} for {who}?",
    ],
    specific: [
      "What does document {serial} say about {matter}?", "Summarise document {serial} in {form}.",
      "Compare |the |{paper} {serial} with |the |version~ of {month}.", "Extract every amount from invoice {serial} as {form}.",
      "Who are the parties of contract {serial}?", "Does file {serial} contain a {matter} section~?",
      "Translate section {number} of document {serial} into {form}.", "Find |the |limit~ for {matter} in record {serial}.",
    ],
    followUps: [
      "And for {who}?", "Which section is that?", "Put that into {form}.", "Is that also true in {site}?", "Since when?",
      "What happens if {matter} is not mentioned?",
    ],
    details: [
      "Excerpt, section {number}: the company {duty} with regard to {matter}.", "§ {number} ({site}): {who} are entitled to {number} days.",
      "The parties agree that {matter} is settled by the {paper} of {month}.", "Section {number} does not apply to {who}.",
      "The amount is {amount} € and falls due on {day}.", "Any change to {matter} needs the consent of both sides.",
      "For {who} in {site} the limit is {amount} € a month.", "The {paper} was last amended on {day}.",
      "Whoever {duty} shall be told {number} days ahead.", "Annex {number} lists the exceptions for {who}.",
      "Costs above {amount} € are borne by the supplier.", "In case of doubt, the {paper} prevails over the {paper}.",
      "This section replaces section {number} as of {day}.", "Records on {matter} are kept for {number} months.",
    ],
    openings: [
      "According to the excerpts:", "The document answers this.", "In short:", "The relevant passage is in section {number}.",
      "There are two places to look at.",
    ],
    answers: [
      "The company {duty} [{number}].", "For {who} the limit is {amount} € a month [{number}].", "It took effect on {day}.",
      "The {paper} sets {number} days for {matter}.", "{site} follows the same rule.", "An exception exists for {who}; see annex {number}.",
      "The excerpts say nothing about {matter}.", "Consent of the works council is needed first.", "The newer version prevails.",
      "Payment of {amount} € falls due on {day} [{number}].", "Records are kept for {number} months.",
      "The version of {month} had {number} days instead.",
    ]
  )
}
