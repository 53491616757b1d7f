import Ingest
import Testing
import Traces

/// Home-made logs, by a map of their fields.
@Suite struct MappedLogTests {
  private func read(_ log: String, by map: String) throws -> Trace {
    var options = IngestOptions()
    options.fields = try FieldMap(map)
    return try ingest(log, options: options)
  }

  @Test func aFlatLog() throws {
    let log =
      #"{"when":"2026-11-20T09:00:00Z","m":"gpt-4o","q":"hi","a":"hello","in":9,"cached":4,"out":2,"ms":250,"usd":0.5,"who":"u","t":0.2}"#
    let map =
      "time=when, model=m, prompt=q, answer=a, input_tokens=in, cached_tokens=cached, output_tokens=out, duration_ms=ms, cost=usd, "
      + "user=who, temperature=t"
    #expect(
      try read(log, by: map).rows == [
        "2026-11-20T09:00:00Z 250000us in=5 read=4 write=0+0 out=2 think=0 $0.5 model=gpt-4o chat temperature=0.2 messages=1"
          + " last_user_message=1 user=1 answer=1"
      ])
  }

  @Test func pathsAndNamesWithDots() throws {
    let log =
      #"{"req":{"log.model":"x","turns":[{"role":"user","content":"hi"}]},"a.b":{"c":1},"a.b.c":"team-1","st":429,"ts":1795165200500}"#
    let map = "time=ts\nmodel=req.log.model\nmessages=req.turns\nteam=a.b.c\nstatus=st\ncache_hit=req.none"
    #expect(
      try read(log, by: map).rows == ["2026-11-20T09:00:00.500Z status=429 chat messages=1 last_user_message=1 team=team-1 failed"])
    #expect(try read(log, by: "prompt=req.turns.0.content").rows == ["1970-01-01T00:00:00Z chat messages=1 last_user_message=1 no-time"])
  }

  @Test func bodiesAndRowsOfCSV() throws {
    let csv =
      "ts;body;hit;n\n1795165200;\"{\"\"model\"\":\"\"m\"\",\"\"messages\"\":[{\"\"role\"\":\"\"user\"\","
      + "\"\"content\"\":\"\"hi\"\"}]}\";HIT;12\n"
    #expect(
      try read(csv, by: "time=ts,request=body,cache_hit=hit,input_tokens=n").rows == [
        "2026-11-20T09:00:00Z in=12 read=0 write=0+0 out=0 think=0 model=m chat messages=1 last_user_message=1 hit"
      ])
  }

  @Test func recordsWithoutMappedFieldsAreCounted() throws {
    let trace = try read("{\"p\":\"hi\"}\n{\"other\":1}", by: "prompt=p")
    #expect(trace.requests.count == 1)
    #expect(trace.setAside == ["1 has none of the mapped fields (keys: other)"])
  }

  @Test(arguments: [
    ("", FieldMapError.empty), ("time", .malformed("time")), ("time=", .malformed("time=")), ("when=ts", .unknownField("when")),
    ("time=a,time=b", .twice("time")),
  ])
  func mistakesAreNamed(map: String, error: FieldMapError) {
    #expect(throws: error) { try FieldMap(map) }
    #expect(!error.description.isEmpty)
  }

  @Test func aMapFromPairsIsTheSame() throws {
    #expect(try FieldMap([("time", "a.b"), ("model", "m")]) == FieldMap("time=a.b, model=m"))
  }

  @Test func plainCacheTraces() throws {
    let trace = try ingest("time,key,size,model,input_tokens,output_tokens\n0,a,100,m,5,6\n1.5,b,200,m,7,8\n2,a,100,m,5,6\n")
    #expect(
      trace.rows == [
        "1970-01-01T00:00:00Z in=5 read=0 write=0+0 out=6 think=0 model=m messages=1 earlier_turns=1",
        "1970-01-01T00:00:01.500Z in=7 read=0 write=0+0 out=8 think=0 model=m messages=2 earlier_turns=2",
        "1970-01-01T00:00:02Z in=5 read=0 write=0+0 out=6 think=0 model=m messages=1 earlier_turns=1",
      ])
    #expect(trace.requests.answerBytes == [100, 200, 100])
  }
}
