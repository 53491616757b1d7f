internal import Similarity
internal import Synchronization

/// What members of a record of one's own mean, by the names that programs give them, in any case and with any sign between words:
/// `PromptTokens`, `tokens-in` and `in_tokens` are one.
///
/// Source: some fifty logs of as many wrappers and gateways in public repositories, which hardly share a name.
struct FlatNames {
  /// What a member may mean.
  enum Meaning: Int, CaseIterable {
    case time, end, milliseconds, seconds, latency, firstToken
    case input, output, total, cacheRead, cacheWrite, cached, reasoning, usage
    case cost, model, provider, cacheHit, status, stream
    case messages, history, prompt, system, context, answer, parameters, requests
  }

  /// What kind of value has such a meaning.
  private enum Kind {
    case stamp, number, text, word, list, object, any
  }

  private struct Names {
    /// By this name it is read.
    let canonical: StaticString
    /// Other names that are read as they stand.
    let read: [StaticString]
    let kind: Kind
    /// More names, small and without signs, the best first.
    let aliases: String
  }

  private typealias Key = CallFacts.Key

  private static func names(of meaning: Meaning) -> Names {
    switch meaning {
    case .time:
      Names(
        canonical: "timestamp", read: Key.start, kind: .stamp,
        aliases: """
          ts tsiso tsstart time timestamputc datetime datetimeutc starttime startedat start createdat created eventtime logtime asctime \
          requesttime requestedat requesttimestamp receivedat loggedat isotime createdtime createtime calledat date t starttimestamp
          """)
    case .end:
      Names(
        canonical: "end_time", read: Key.end, kind: .stamp,
        aliases: "tsend endtime endedat endtimestamp finishedat completedat finishtime end responsetimestamp respondedat")
    case .milliseconds:
      Names(
        canonical: "latency_ms", read: Key.milliseconds, kind: .number,
        aliases: """
          latencyms durationms elapsedms responsetimems totalms wallms walltimems processingtimems totaltimems latencymilliseconds \
          durationmillis elapsedmilliseconds inferencetimems generationtimems roundtripms rttms tookms llmlatencyms totallatencyms \
          e2elatencyms responselatencyms apilatencyms modellatencyms calldurationms requestdurationms latencymillis executiontimems ms
          """)
    case .seconds:
      Names(
        canonical: "latency_s", read: Key.seconds, kind: .number,
        aliases: """
          latencys durations latencyseconds durationseconds elapsedseconds latencysec durationsec latencysecs durationsecs elapseds \
          elapsedsec elapsedsecs responsetimes responsetimeseconds responsetimesec processingtimeseconds totaltimeseconds totaltimes \
          wallseconds walls timetakenseconds timetakens inferencetimeseconds inferencetimes generationtimeseconds generationtimes \
          llmlatencys executiontimeseconds executiontimes secs seconds
          """)
    case .latency:
      Names(
        canonical: "latency", read: Key.noUnit, kind: .number,
        aliases: """
          latency duration elapsed elapsedtime responsetime responselatency totaltime timetaken processingtime inferencetime \
          generationtime walltime took runtime requestduration executiontime llmlatency totallatency
          """)
    case .firstToken:
      Names(
        canonical: "ttft", read: Key.firstToken, kind: .number,
        aliases:
          "ttft ttftms ttfts ttftseconds timetofirsttoken timetofirsttokenms firsttokenms firsttokenlatency firsttokenlatencyms firsttokentime"
      )
    case .input:
      Names(
        canonical: "prompt_tokens", read: Key.input, kind: .number,
        aliases: """
          prompttokens inputtokens tokensin tokensinput intokens tokenin tokeninput tokensprompt prompttokencount inputtokencount \
          numprompttokens numinputtokens nprompttokens ninputtokens prompttok inputtok intok tokin tokensinputcount requesttokens \
          llmprompttokens llminputtokens tokencountinput tokencountprompt inputtokensused prompttokensused promptevalcount usageprompttokens \
          usageinputtokens totalinputtokens totalprompttokens
          """)
    case .output:
      Names(
        canonical: "completion_tokens", read: Key.output, kind: .number,
        aliases: """
          completiontokens outputtokens tokensout tokensoutput outtokens tokenout tokenoutput tokenscompletion completiontokencount \
          outputtokencount candidatestokencount numcompletiontokens numoutputtokens ncompletiontokens noutputtokens responsetokens \
          generatedtokens generationtokens completiontok outputtok outtok tokout answertokens llmcompletiontokens llmoutputtokens \
          tokencountoutput tokencountcompletion outputtokensused completiontokensused evalcount usagecompletiontokens usageoutputtokens \
          totaloutputtokens totalcompletiontokens
          """)
    case .total:
      Names(
        canonical: "total_tokens", read: ["total_tokens"], kind: .number,
        aliases: "totaltokens tokenstotal tokensused tokenused totaltokencount tokencount tokenusage tokens numtokens")
    case .cacheRead:
      Names(
        canonical: "cache_read_tokens", read: ["cache_read_tokens", "cache_read_input_tokens"], kind: .number,
        aliases: "cachereadtokens cachereadinputtokens cacheread tokenscacheread")
    case .cacheWrite:
      Names(
        canonical: "cache_write_tokens", read: ["cache_write_tokens", "cache_creation_input_tokens"], kind: .number,
        aliases:
          "cachewritetokens cachecreationtokens cachecreationinputtokens cachewrite cachewriteinputtokens tokenscachewrite cachecreation")
    case .cached:
      Names(
        canonical: "cached_tokens", read: ["cached_tokens"], kind: .number,
        aliases:
          "cachedtokens promptcachedtokens cachedinputtokens cachedprompttokens inputcachedtokens tokenscached cachehittokens promptcachehittokens"
      )
    case .reasoning:
      Names(
        canonical: "reasoning_tokens", read: ["reasoning_tokens"], kind: .number,
        aliases: "reasoningtokens thinkingtokens thoughttokens thoughtstokens thoughtstokencount reasoningoutputtokens tokensreasoning")
    case .usage:
      Names(
        canonical: "usage", read: Key.usage, kind: .object,
        aliases: "usage tokenusage tokencount tokencounts tokens usagemetadata tokensused llmusage usagedetails")
    case .cost:
      Names(
        canonical: "cost_usd", read: Key.cost, kind: .any,
        aliases: """
          costusd totalcostusd cost totalcost estimatedcostusd estcostusd costestusd estimatedcost estcost responsecost costdollars costinusd \
          usdcost callcost requestcost llmcostusd llmcost apicost spendusd spend priceusd
          """)
    case .model:
      Names(
        canonical: "model", read: Key.model, kind: .word,
        aliases: """
          model modelname modelid modelused usedmodel llmmodel llmmodelname modelslug chatmodel aimodel requestmodel requestedmodel \
          responsemodel llm deploymentname deployment engine modelkey
          """)
    case .provider:
      Names(
        canonical: "provider", read: Key.provider, kind: .word,
        aliases: "provider llmprovider vendor modelprovider customllmprovider aiprovider")
    case .cacheHit:
      Names(
        canonical: "cache_hit", read: Key.cacheHit, kind: .any,
        aliases: """
          cachehit cached fromcache iscached cachestatus servedfromcache iscachehit semanticcachehit cacheresult cachedresponse usedcache \
          cacheused responsecached cache hit
          """)
    case .status:
      Names(
        canonical: "status", read: Key.status, kind: .any,
        aliases: "status statuscode httpstatus responsestatus responsecode httpstatuscode responsestatuscode")
    case .stream:
      Names(canonical: "stream", read: ["stream"], kind: .any, aliases: "stream streamed isstream streaming isstreaming")
    case .messages:
      Names(
        canonical: "messages", read: ["messages", "input_messages"], kind: .list,
        aliases:
          "messages inputmessages chatmessages promptmessages conversationmessages messagelist messageslist llmmessages requestmessages")
    case .history:
      Names(
        canonical: "chat_history", read: FlatCalls.Key.history, kind: .list,
        aliases: "chathistory history conversationhistory conversation messagehistory previousmessages")
    case .prompt:
      Names(
        canonical: "prompt", read: FlatCalls.Key.prompt, kind: .text,
        aliases: """
          prompt fullprompt finalprompt prompttext promptcontent rawprompt inputprompt llmprompt userprompt usermessage userinput userquery \
          userquestion usertext question questiontext query querytext inputtext requesttext llminput modelinput humanmessage utterance \
          prompts input request
          """)
    case .system:
      Names(
        canonical: "system_prompt", read: FlatCalls.Key.system, kind: .text,
        aliases:
          "systemprompt systemmessage systeminstruction systeminstructions system sysprompt preamble systemtext developerprompt developermessage"
      )
    case .context:
      Names(
        canonical: "context", read: ["context"], kind: .text, aliases: "context contexts retrievedcontext contexttext ragcontext")
    case .answer:
      Names(
        canonical: "response", read: FlatCalls.Key.answer, kind: .text,
        aliases: """
          response completion answer output responsetext reply assistantresponse generatedtext llmresponse llmoutput rawresponse outputtext \
          modeloutput modelresponse airesponse aianswer botresponse botreply assistantmessage assistantreply assistanttext responsecontent \
          completiontext answertext generation generatedanswer generatedresponse finalanswer finalresponse replytext outputcontent \
          chatbotresponse assistant generated content result text outputs
          """)
    case .parameters:
      Names(
        canonical: "parameters", read: FlatCalls.Key.nested, kind: .object,
        aliases: """
          parameters params modelparameters modelparams options config invocationparams invocationparameters generationconfig llmparams \
          modelconfig modelkwargs generationparams optionsjson
          """)
    case .requests:
      Names(
        canonical: "requests", read: ["requests"], kind: .number,
        aliases: "requests requestcount numrequests totalrequests nrequests calls numcalls callcount totalcalls apicalls numapicalls")
    }
  }

  private static let all = Meaning.allCases.map(names(of:))

  /// A meaning of a name, and how good a name for it that is: below 0 it is read as it stands.
  private struct Entry {
    let meaning: Int
    let rank: Int
  }

  /// The meanings of names that are small and without signs.
  private static let aliases: [String: [Entry]] = {
    var found: [String: [Entry]] = [:]
    for (meaning, names) in all.enumerated() {
      for (rank, alias) in names.aliases.split(whereSeparator: \.isWhitespace).enumerated() {
        found[String(alias), default: []].append(Entry(meaning: meaning, rank: rank))
      }
    }
    return found
  }()

  /// The meanings of names that are read as they stand.
  private static let known: [String: [Entry]] = {
    var found: [String: [Entry]] = [:]
    for (meaning, names) in all.enumerated() {
      for (rank, name) in ([names.canonical] + names.read).enumerated() where rank == 0 || "\(name)" != "\(names.canonical)" {
        found["\(name)", default: []].append(Entry(meaning: meaning, rank: rank - 1_000))
      }
    }
    return found
  }()

  /// What was found of names, which are the same in every record of a log.
  private static let met = Mutex<[Fingerprint: [Entry]]>([:])
  private static let mostMet = 4_096

  private static func entries(of key: JSONKey) -> [Entry] {
    let name = key.string
    let read = known[name] ?? []
    return read + (aliases[bare(name)] ?? []).filter { entry in !read.contains { $0.meaning == entry.meaning } }
  }

  private var values = [JSONValue?](repeating: nil, count: Meaning.allCases.count)
  private var ranks = [Int](repeating: .max, count: Meaning.allCases.count)

  /// What the members of an object mean.
  /// - Complexity: O(members), some hundred nanoseconds each.
  init(_ record: JSONValue) {
    Self.met.withLock { met in
      record.forEachMember { key, value in
        guard !value.isNull else { return }
        let print = key.withText { Fingerprint(of: $0) }
        let entries = met[print] ?? Self.entries(of: key)
        if met.count < Self.mostMet { met[print] = entries }
        for entry in entries where entry.rank < ranks[entry.meaning] && Self.isOf(Self.all[entry.meaning].kind, value) {
          values[entry.meaning] = value
          ranks[entry.meaning] = entry.rank
        }
      }
    }
  }

  /// The value that means something; `nil` where none does.
  subscript(meaning: Meaning) -> JSONValue? { values[meaning.rawValue] }

  /// Whether any of some things is told.
  func tells(_ meanings: Meaning...) -> Bool { meanings.contains { self[$0] != nil } }

  /// The record with the names that are read; `nil` where it has no others.
  func written(_ record: JSONValue) -> [UInt8]? {
    guard ranks.contains(where: isRenamed) else { return nil }
    var json = JSONWriter()
    json.raw("{")
    record.forEachMember { key, value in
      json.comma()
      key.withText { json.string($0) }
      json.raw(":")
      json.raw(value.raw)
    }
    // Last, as of two members of one name the last counts.
    for (meaning, rank) in ranks.enumerated() where isRenamed(rank) {
      guard let value = values[meaning] else { continue }
      json.key(Self.all[meaning].canonical)
      json.raw(value.raw)
    }
    json.raw("}")
    return json.bytes
  }

  private func isRenamed(_ rank: Int) -> Bool { rank >= 0 && rank < .max }

  /// A name in small letters, without signs.
  private static func bare(_ name: String) -> String {
    name.utf8.count > 40 ? "" : String(name.lowercased().filter { $0.isLetter || $0.isNumber })
  }

  private static func isOf(_ kind: Kind, _ value: JSONValue) -> Bool {
    switch kind {
    case .stamp: value.kind == .number || value.kind == .string && value.raw.count > 2
    case .number: value.numeric != nil || value.kind == .string && value.withText { $0.first.map { (0x30...0x39).contains($0) } } == true
    case .text: value.kind == .string || value.kind == .array || value.kind == .object
    case .word: value.kind == .string && value.raw.count > 2 || value.kind == .object
    case .list: value.kind == .array || value.isText(beginning: "[")
    case .object: value.isObject
    case .any: true
    }
  }
}
