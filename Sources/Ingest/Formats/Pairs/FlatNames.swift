/// The names that programs give to what they log of a call, in any case and with any sign between words: `PromptTokens`, `tokens-in` and
/// `in_tokens` are one.
///
/// Source: some fifty logs of as many wrappers and gateways in public repositories, which hardly share a name.
enum FlatNames {
  /// What kind of value has such a meaning.
  enum Kind {
    case scalar, name, number, text, word, list, object, any
  }

  struct Names {
    /// By this name it is read.
    let canonical: StaticString
    /// Other names that are read as they stand.
    let read: [StaticString]
    let kind: Kind
    /// More names, small and without signs, the best first.
    let aliases: String
  }

  private typealias Key = CallFacts.Key

  static func names(of meaning: Meaning) -> Names {
    switch meaning {
    case .time:
      Names(
        canonical: "timestamp", read: Key.start, kind: .scalar,
        aliases: """
          timestamp ts tsiso tsstart time timestamputc datetime datetimeutc starttime startedat start createdat created eventtime logtime asctime \
          requesttime requestedat requesttimestamp receivedat loggedat isotime createdtime createtime calledat tsutc timeutc utctime utctimestamp date t starttimestamp \
          timeiso8601 timelocal msec timegenerated timegeneratedutc requeststartedat requeststarttime callstartedat insertedat timestampns timestampus unixms unixtime \
          unixts unixtimestamp epochms epochseconds requestdate requestdatetime when requestts eventts eventtimestamp calltime invokedat sentat
          """)
    case .end:
      Names(
        canonical: "end_time", read: Key.end, kind: .scalar,
        aliases: "tsend endtime endedat endtimestamp finishedat completedat finishtime end responsetimestamp respondedat responsets")
    case .milliseconds:
      Names(
        canonical: "latency_ms", read: Key.milliseconds, kind: .number,
        aliases: """
          latencyms generationlatencyms llmlatencyms durationms elapsedms runtimems responsetimems totalms wallms walltimems \
          processingtimems totaltimems latencymilliseconds \
          durationmillis elapsedmilliseconds inferencetimems generationtimems roundtripms rttms tookms llmlatencyms totallatencyms \
          e2elatencyms responselatencyms apilatencyms modellatencyms calldurationms requestdurationms latencymillis executiontimems \
          processtimems elapsedtimems llmdurationms totaldurationms latencyinms durationinms latencyinmilliseconds ms
          """)
    case .seconds:
      Names(
        canonical: "latency_s", read: Key.seconds, kind: .number,
        aliases: """
          latencys durations latencyseconds durationseconds elapsedseconds latencysec durationsec latencysecs durationsecs elapseds \
          elapsedsec elapsedsecs responsetimes responsetimeseconds responsetimesec processingtimeseconds totaltimeseconds totaltimes \
          wallseconds walls timetakenseconds timetakens inferencetimeseconds inferencetimes generationtimeseconds generationtimes \
          llmlatencys latencyinseconds durationinseconds executiontimeseconds executiontimes processtime secs seconds
          """)
    case .latency:
      Names(
        canonical: "latency", read: Key.noUnit, kind: .number,
        aliases: """
          latency duration elapsed elapsedtime responsetime responselatency totaltime timetaken processingtime inferencetime \
          generationtime walltime took runtime requestduration executiontime llmlatency totallatency
          """)
    case .microseconds:
      Names(
        canonical: "latency_us", read: Key.microseconds, kind: .number,
        aliases: "latencyus durationus elapsedus latencymicroseconds durationmicroseconds latencymicros durationmicros elapsedmicros")
    case .nanoseconds:
      Names(
        canonical: "latency_ns", read: Key.nanoseconds, kind: .number,
        aliases:
          "latencyns durationns elapsedns latencynanoseconds durationnanoseconds latencynanos durationnanos elapsednanos eventduration")
    case .firstToken:
      Names(
        canonical: "ttft", read: Key.firstToken, kind: .number,
        aliases: "ttft timetofirsttoken firsttokenlatency firsttokentime timetofirstchunk")
    case .firstTokenMs:
      Names(
        canonical: "ttft_ms", read: Key.firstTokenMs, kind: .number,
        aliases: "ttftms timetofirsttokenms firsttokenms firsttokenlatencyms firstchunkms timetofirstchunkms")
    case .firstTokenSeconds:
      Names(
        canonical: "ttft_s", read: Key.firstTokenSeconds, kind: .number,
        aliases: "ttfts ttftsec ttftseconds timetofirsttokens timetofirsttokensec timetofirsttokenseconds firsttokenseconds")
    case .input:
      Names(
        canonical: "prompt_tokens", read: Key.input, kind: .number,
        aliases: """
          prompttokens inputtokens tokensin tokensinput intokens tokenin tokeninput tokensprompt prompttokencount inputtokencount \
          numprompttokens numinputtokens nprompttokens ninputtokens prompttok inputtok intok tokin tokensinputcount requesttokens \
          llmprompttokens llminputtokens tokencountinput tokencountprompt inputtokensused prompttokensused promptevalcount usageprompttokens \
          usageinputtokens totalinputtokens totalprompttokens tokenssent inputwocachewrite inputtokensest estimatedinputtokens \
          prompttokensest contexttokens llminputtoken genaiusageinputtokens genaiusageprompttokens input
          """)
    case .output:
      Names(
        canonical: "completion_tokens", read: Key.output, kind: .number,
        aliases: """
          completiontokens outputtokens tokensout tokensoutput outtokens tokenout tokenoutput tokenscompletion completiontokencount \
          outputtokencount candidatestokencount numcompletiontokens numoutputtokens ncompletiontokens noutputtokens responsetokens \
          generatedtokens generationtokens completiontok outputtok outtok tokout answertokens llmcompletiontokens llmoutputtokens \
          tokencountoutput tokencountcompletion outputtokensused completiontokensused evalcount usagecompletiontokens usageoutputtokens \
          totaloutputtokens totalcompletiontokens tokensresponse tokensreceived outputtokensest estimatedoutputtokens \
          completiontokensest llmoutputtoken genaiusageoutputtokens genaiusagecompletiontokens output
          """)
    case .total:
      Names(
        canonical: "total_tokens", read: ["total_tokens"], kind: .number,
        aliases: "totaltokens tokenstotal tokensused tokenused totaltokencount tokencount tokenusage tokens numtokens")
    case .uncached:
      Names(
        canonical: "uncached_input_tokens", read: Key.uncached, kind: .number,
        aliases: "uncachedinputtokens uncachedtokens uncachedprompttokens noncachedinputtokens promptcachemisstokens cachemisstokens")
    case .cacheWrite5m:
      Names(
        canonical: "cache_write_5m_tokens", read: Key.cacheWrite5m, kind: .number,
        aliases: """
          cachewrite5mtokens cachewrite5m cachewrite5minputtokens cachecreation5minputtokens cachecreation5mtokens ephemeral5minputtokens \
          cachecreationephemeral5minputtokens usagecachecreationephemeral5minputtokens
          """)
    case .cacheWrite1h:
      Names(
        canonical: "cache_write_1h_tokens", read: Key.cacheWrite1h, kind: .number,
        aliases: """
          cachewrite1htokens cachewrite1h cachewrite1hinputtokens cachecreation1hinputtokens cachecreation1htokens ephemeral1hinputtokens \
          cachecreationephemeral1hinputtokens usagecachecreationephemeral1hinputtokens
          """)
    case .cacheRead:
      Names(
        canonical: "cache_read_tokens", read: ["cache_read_tokens", "cache_read_input_tokens"], kind: .number,
        aliases: "cachereadtokens cachereadinputtokens cacheread tokenscacheread usagecachereadinputtokens usagecachereadtokens")
    case .cacheWrite:
      Names(
        canonical: "cache_write_tokens", read: ["cache_write_tokens", "cache_creation_input_tokens"], kind: .number,
        aliases:
          "cachewritetokens cachecreationtokens cachecreationinputtokens cachewrite cachewriteinputtokens tokenscachewrite cachecreation inputwcachewrite usagecachecreationinputtokens usagecachewritetokens usagecachecreationtokens"
      )
    case .cached:
      Names(
        canonical: "cached_tokens", read: ["cached_tokens"], kind: .number,
        aliases: """
          cachedtokens promptcachedtokens cachedinputtokens cachedprompttokens inputcachedtokens tokenscached cachehittokens \
          promptcachehittokens prompttokenscached inputtokenscached cachedcontenttokencount cachedinputtokencount usagecachedtokens cachedintokens \
          usageprompttokensdetailscachedtokens usageinputtokensdetailscachedtokens genaiusagecachereadinputtokens
          """)
    case .reasoning:
      Names(
        canonical: "reasoning_tokens", read: ["reasoning_tokens"], kind: .number,
        aliases: """
          reasoningtokens thinkingtokens thoughttokens thoughtstokens thoughtstokencount reasoningoutputtokens tokensreasoning \
          reasoningtokencount usagereasoningtokens usagecompletiontokensdetailsreasoningtokens usageoutputtokensdetailsreasoningtokens
          """)
    case .usage:
      Names(
        canonical: "usage", read: Key.usage, kind: .object,
        aliases: "usage tokenusage tokencount tokencounts tokens usagemetadata tokensused llmusage usagedetails")
    case .cost:
      Names(
        canonical: "cost_usd", read: Key.cost, kind: .any,
        aliases: """
          costusd totalcostusd cost totalcost estimatedcostusd estcostusd costestusd estimatedcost estcost responsecost costdollars costinusd \
          usdcost callcost requestcost llmcostusd llmcost generationcost estimatedpaidcostusd apicost spendusd spend priceusd billedusd \
          billedcost
          """)
    case .costCents:
      Names(
        canonical: "cost_cents", read: Key.costCents, kind: .any, aliases: "costcents costincents costusdcents totalcostcents")
    case .costMicros:
      Names(
        canonical: "cost_micros", read: Key.costMicros, kind: .any,
        aliases: "costmicros costmicrousd costmicrosusd costmicrodollars totalcostmicros")
    case .costNanos:
      Names(canonical: "cost_nanos", read: Key.costNanos, kind: .any, aliases: "costnanos costnanousd costnanodollars")
    case .model:
      Names(
        canonical: "model", read: Key.model, kind: .word,
        aliases: """
          model modelname modelid modelused usedmodel llmmodel llmmodelname modelslug chatmodel aimodel requestmodel requestedmodel \
          responsemodel genairequestmodel genairesponsemodel llm deploymentname deployment engine modelkey
          """)
    case .provider:
      Names(
        canonical: "provider", read: Key.provider, kind: .word,
        aliases: "provider llmprovider vendor modelprovider customllmprovider aiprovider genaiprovidername genaisystem")
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
        aliases:
          "status statuscode httpstatus responsestatus responsecode httpstatuscode responsestatuscode state callstatus requeststatus outcome"
      )
    case .error:
      Names(
        canonical: "error", read: CallOutcome.errors, kind: .any,
        aliases: """
          error errormessage errormsg errortext errortype errorcode errorclass errordetail errordetails exception exceptiontype \
          exceptionmessage excinfo err failurereason
          """)
    case .success:
      Names(
        canonical: "success", read: CallOutcome.successes, kind: .any, aliases: "success ok succeeded successful issuccess issuccessful")
    case .failure:
      Names(
        canonical: "failed", read: CallOutcome.failures, kind: .any, aliases: "iserror haserror errored failed isfailed isfailure")
    case .stream:
      Names(canonical: "stream", read: ["stream"], kind: .any, aliases: "stream streamed isstream streaming isstreaming")
    case .messages:
      Names(
        canonical: "messages", read: ["messages", "input_messages"], kind: .list,
        aliases:
          "messages inputmessages chatmessages promptmessages conversationmessages messagelist messageslist llmmessages requestmessages usermessages genaiinputmessages"
      )
    case .history:
      Names(
        canonical: "chat_history", read: FlatCalls.Key.history, kind: .list,
        aliases: "chathistory history conversationhistory conversation messagehistory previousmessages")
    case .prompt:
      Names(
        canonical: "prompt", read: ["user_prompt", "user_message", "user_input"], kind: .text,
        aliases: """
          prompt fullprompt finalprompt prompttext promptcontent rawprompt inputprompt llmprompt userprompt usermessage userinput userquery \
          userquestion usertext llminput modelinput humanmessage utterance prompts
          """)
    // Questions, and results, are of many things.
    case .question:
      Names(
        canonical: "prompt", read: ["input", "question"], kind: .text,
        aliases: "question questiontext inputtext requesttext query querytext input request")
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
        canonical: "completion", read: ["response_text", "assistant_response", "generated_text"], kind: .text,
        aliases: """
          completion responsetext assistantresponse generatedtext llmresponse llmoutput rawresponse outputtext modeloutput modelresponse \
          airesponse aianswer botresponse botreply assistantmessage assistantreply assistanttext completiontext generatedanswer \
          generatedresponse chatbotresponse assistant generation generated
          """)
    case .result:
      Names(
        canonical: "response", read: ["completion", "answer", "output", "reply"], kind: .text,
        aliases: """
          response answer output reply responsecontent answertext finalanswer finalresponse replytext outputcontent content result text outputs
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
        aliases: """
          requests requestcount numrequests totalrequests nrequests calls numcalls callcount totalcalls apicalls numapicalls \
          invocations invocationcount requestcnt reqcount reqcnt reqs count
          """)
    case .user:
      Names(
        canonical: "user_id", read: Key.user, kind: .name, aliases: "userid user uid enduser enduserid username useremail customeruserid")
    case .session:
      Names(
        canonical: "session_id", read: Key.run, kind: .scalar,
        aliases: "sessionid session conversationid threadid chatid dialogid runid traceid")
    case .organisation:
      Names(
        canonical: "organisation", read: Key.organisation, kind: .scalar,
        aliases:
          "organisationid organizationid organisation organization orgid org tenantid tenant customerid customer workspaceid workspace")
    case .team: Names(canonical: "team", read: Key.team, kind: .scalar, aliases: "teamid team teamname projectid project projectname")
    case .apiKey:
      Names(canonical: "api_key_hash", read: Key.apiKey, kind: .scalar, aliases: "apikeyhash keyhash apikeyid apikey apikeyalias")
    case .foreign:
      Names(
        canonical: "verb", read: [], kind: .any,
        aliases: """
          verb httpversion clientip remoteaddr bytes bytessent bodybytessent useragent sql statement rcode qtype exitcode exit command cmd tty terminal epoch loss \
          accuracy features prediction mileage sku quantity latitude longitude price symbol volume
          """)
    case .training:
      Names(
        canonical: "loss", read: [], kind: .number,
        aliases: "loss trainloss trainingloss evalloss gradnorm learningrate lr")
    case .score:
      Names(canonical: "accuracy", read: [], kind: .number, aliases: "accuracy perplexity nsamples numsamples")
    case .tool: Names(canonical: "tool", read: [], kind: .scalar, aliases: "tool toolname toolcallid")
    }
  }
}
