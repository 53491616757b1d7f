import Ingest
import Testing
import Traces

/// Ways that Bedrock's log comes out of CloudWatch. Equal numbers stand for equal values.
@Suite struct BedrockShapes {
  @Test func cloudWatchEvents() throws {
    let log = #"""
      {"events":[{"logStreamName":"aws/bedrock/modelinvocations","timestamp":1741653482000,\#
      "message":"{\"schemaType\": \"ModelInvocationLog\", \"schemaVersion\": \"1.0\", \"timestamp\": \"2025-03-11T00:38:02Z\",\#
       \"accountId\": \"X\", \"identity\": {\"arn\": \"arn:aws:iam::X:user/d\"}, \"region\": \"us-east-1\", \"requestId\": \"r1\",\#
       \"operation\": \"ConverseStream\", \"modelId\": \"amazon.nova-lite-v1:0\",\#
       \"input\": {\"inputContentType\": \"application/json\", \"inputBodyJson\": {\"messages\": [{\"role\": \"user\",\#
       \"content\": [{\"text\": \"hello how are you\"}]}], \"inferenceConfig\": {\"maxTokens\": 512, \"temperature\": 0.7,\#
       \"topP\": 0.9, \"stopSequences\": []}, \"additionalModelRequestFields\": {}}, \"inputTokenCount\": 4,\#
       \"cacheReadInputTokenCount\": 0, \"cacheWriteInputTokenCount\": 0}, \"output\": {\"outputContentType\": \"application/json\",\#
       \"outputBodyJson\": {\"output\": {\"message\": {\"role\": \"assistant\", \"content\": [{\"text\": \"Hello!\"}]}},\#
       \"stopReason\": \"end_turn\", \"metrics\": {\"latencyMs\": 302}, \"usage\": {\"inputTokens\": 4, \"outputTokens\": 38,\#
       \"totalTokens\": 42}}, \"outputTokenCount\": 38}}","ingestionTime":1741653490000,"eventId":"0"},\#
      {"logStreamName":"aws/bedrock/modelinvocations","timestamp":1741653482001,"message":"{\"schemaType\": \"ModelInvocationLog\",\#
       \"schemaVersion\": \"1.0\", \"timestamp\": \"2025-03-11T00:38:03Z\", \"accountId\": \"X\",\#
       \"identity\": {\"arn\": \"arn:aws:iam::X:user/d\"}, \"region\": \"us-east-1\", \"requestId\": \"r2\",\#
       \"operation\": \"InvokeModelWithResponseStream\", \"modelId\": \#
      \"arn:aws:bedrock:us-east-1:X:inference-profile/us.anthropic.claude-sonnet-4-20250514-v1:0\",\#
       \"input\": {\"inputContentType\": \"application/json\", \"inputBodyJson\": {\"anthropic_version\": \"bedrock-2023-05-31\",\#
       \"max_tokens\": 100, \"messages\": [{\"role\": \"user\", \"content\": \"q\"}]}, \"inputTokenCount\": 10},\#
       \"output\": {\"outputContentType\": \"application/json\", \"outputBodyJson\": [{\"type\": \"message_start\",\#
       \"message\": {\"id\": \"msg_1\", \"type\": \"message\", \"role\": \"assistant\", \"model\": \"claude-sonnet-4\",\#
       \"content\": [], \"usage\": {\"input_tokens\": 10, \"output_tokens\": 1, \"cache_read_input_tokens\": 5}}},\#
       {\"type\": \"content_block_start\", \"index\": 0, \"content_block\": {\"type\": \"text\", \"text\": \"\"}},\#
       {\"type\": \"content_block_delta\", \"index\": 0, \"delta\": {\"type\": \"text_delta\", \"text\": \"He\"}},\#
       {\"type\": \"content_block_delta\", \"index\": 0, \"delta\": {\"type\": \"text_delta\", \"text\": \"llo\"}},\#
       {\"type\": \"content_block_stop\", \"index\": 0}, {\"type\": \"message_delta\", \"delta\": {\"stop_reason\": \"end_turn\"},\#
       \"usage\": {\"output_tokens\": 7}}, {\"type\": \"message_stop\",\#
       \"amazon-bedrock-invocationMetrics\": {\"inputTokenCount\": 10, \"outputTokenCount\": 7, \"invocationLatency\": 1500,\#
       \"firstByteLatency\": 400}}], \"outputTokenCount\": 7}}","ingestionTime":1741653490000,"eventId":"1"},\#
      {"logStreamName":"aws/bedrock/modelinvocations","timestamp":1741653482002,"message":"{\"schemaType\": \"ModelInvocationLog\",\#
       \"schemaVersion\": \"1.0\", \"timestamp\": \"2025-03-11T00:38:04Z\", \"accountId\": \"X\",\#
       \"identity\": {\"arn\": \"arn:aws:iam::X:user/d\"}, \"region\": \"us-east-1\", \"requestId\": \"r3\",\#
       \"operation\": \"InvokeModel\", \"modelId\": \"amazon.titan-embed-text-v2:0\",\#
       \"input\": {\"inputContentType\": \"application/json\", \"inputBodyJson\": {\"inputText\": \"embed me\"},\#
       \"inputTokenCount\": 3}, \"output\": {\"outputContentType\": \"application/json\", \"outputBodyJson\": {\"embedding\": [0.1,\#
       0.2], \"inputTextTokenCount\": 3}}}","ingestionTime":1741653490000,"eventId":"2"},\#
      {"logStreamName":"aws/bedrock/modelinvocations","timestamp":1741653482003,"message":"{\"schemaType\": \"ModelInvocationLog\",\#
       \"schemaVersion\": \"1.0\", \"timestamp\": \"2025-03-11T00:38:05Z\", \"accountId\": \"X\",\#
       \"identity\": {\"arn\": \"arn:aws:iam::X:user/d\"}, \"region\": \"us-east-1\", \"requestId\": \"r4\",\#
       \"operation\": \"InvokeModel\", \"modelId\": \"meta.llama3-70b-instruct-v1:0\",\#
       \"input\": {\"inputContentType\": \"application/json\", \"inputBodyJson\": {\"prompt\": \"say hi\", \"max_gen_len\": 64,\#
       \"temperature\": 0.5}, \"inputTokenCount\": 3}, \"output\": {\"outputContentType\": \"application/json\",\#
       \"outputBodyJson\": {\"generation\": \"hi\", \"prompt_token_count\": 3, \"generation_token_count\": 1,\#
       \"stop_reason\": \"stop\"}, \"outputTokenCount\": 1}}","ingestionTime":1741653490000,"eventId":"3"}],"searchedLogStreams":[]}

      """#
    let trace = try ingest(log)
    #expect(trace.log.sources[0].format == "bedrock")
    #expect(
      trace.rows == [
        "2025-03-11T00:38:02Z 302000us in=4 read=0 write=0+0 out=38 think=0 model=amazon.nova-lite-v1:0 provider=bedrock"
          + " chat temperature=0.7 top_p=1 max_tokens=1 other_parameters=1 messages=1 last_user_message=1 organisation=X"
          + " user=1 place=us-east-1 answer=1 streamed",
        "2025-03-11T00:38:03Z 1500000us first=400000us in=10 read=5 write=0+0 out=7 think=0"
          + " model=us.anthropic.claude-sonnet-4-20250514-v1:0 provider=bedrock messages max_tokens=2 messages=2"
          + " last_user_message=2 organisation=X user=1 place=us-east-1 answer=2 streamed",
        "2025-03-11T00:38:04Z in=3 read=0 write=0+0 out=0 think=0 model=amazon.titan-embed-text-v2:0 provider=bedrock"
          + " embedding messages=3 last_user_message=3 organisation=X user=1 place=us-east-1",
        "2025-03-11T00:38:05Z in=3 read=0 write=0+0 out=1 think=0 model=meta.llama3-70b-instruct-v1:0 provider=bedrock"
          + " completion temperature=0.5 max_tokens=3 messages=4 last_user_message=4 organisation=X user=1 place=us-east-1"
          + " answer=3",
      ])
    #expect(trace.setAside == [])
  }

  @Test func cloudWatchSubscriptions() throws {
    let log = #"""
      {"messageType": "DATA_MESSAGE", "owner": "1", "logGroup": "g", "logStream": "s", "subscriptionFilters": ["f"],\#
       "logEvents": [{"id": "1", "timestamp": 1, "message": "{\"schemaType\": \"ModelInvocationLog\", \"schemaVersion\": \"1.0\",\#
       \"timestamp\": \"2025-03-11T00:38:02Z\", \"accountId\": \"X\", \"identity\": {\"arn\": \"arn:aws:iam::X:user/d\"},\#
       \"region\": \"us-east-1\", \"requestId\": \"r1\", \"operation\": \"ConverseStream\", \"modelId\": \"amazon.nova-lite-v1:0\",\#
       \"input\": {\"inputContentType\": \"application/json\", \"inputBodyJson\": {\"messages\": [{\"role\": \"user\",\#
       \"content\": [{\"text\": \"hello how are you\"}]}], \"inferenceConfig\": {\"maxTokens\": 512, \"temperature\": 0.7,\#
       \"topP\": 0.9, \"stopSequences\": []}, \"additionalModelRequestFields\": {}}, \"inputTokenCount\": 4,\#
       \"cacheReadInputTokenCount\": 0, \"cacheWriteInputTokenCount\": 0}, \"output\": {\"outputContentType\": \"application/json\",\#
       \"outputBodyJson\": {\"output\": {\"message\": {\"role\": \"assistant\", \"content\": [{\"text\": \"Hello!\"}]}},\#
       \"stopReason\": \"end_turn\", \"metrics\": {\"latencyMs\": 302}, \"usage\": {\"inputTokens\": 4, \"outputTokens\": 38,\#
       \"totalTokens\": 42}}, \"outputTokenCount\": 38}}"}]}{"messageType": "DATA_MESSAGE", "owner": "1", "logGroup": "g",\#
       "logStream": "s", "subscriptionFilters": ["f"], "logEvents": [{"id": "1", "timestamp": 1,\#
       "message": "{\"schemaType\": \"ModelInvocationLog\", \"schemaVersion\": \"1.0\", \"timestamp\": \"2025-03-11T00:38:03Z\",\#
       \"accountId\": \"X\", \"identity\": {\"arn\": \"arn:aws:iam::X:user/d\"}, \"region\": \"us-east-1\", \"requestId\": \"r2\",\#
       \"operation\": \"InvokeModelWithResponseStream\", \"modelId\": \#
      \"arn:aws:bedrock:us-east-1:X:inference-profile/us.anthropic.claude-sonnet-4-20250514-v1:0\",\#
       \"input\": {\"inputContentType\": \"application/json\", \"inputBodyJson\": {\"anthropic_version\": \"bedrock-2023-05-31\",\#
       \"max_tokens\": 100, \"messages\": [{\"role\": \"user\", \"content\": \"q\"}]}, \"inputTokenCount\": 10},\#
       \"output\": {\"outputContentType\": \"application/json\", \"outputBodyJson\": [{\"type\": \"message_start\",\#
       \"message\": {\"id\": \"msg_1\", \"type\": \"message\", \"role\": \"assistant\", \"model\": \"claude-sonnet-4\",\#
       \"content\": [], \"usage\": {\"input_tokens\": 10, \"output_tokens\": 1, \"cache_read_input_tokens\": 5}}},\#
       {\"type\": \"content_block_start\", \"index\": 0, \"content_block\": {\"type\": \"text\", \"text\": \"\"}},\#
       {\"type\": \"content_block_delta\", \"index\": 0, \"delta\": {\"type\": \"text_delta\", \"text\": \"He\"}},\#
       {\"type\": \"content_block_delta\", \"index\": 0, \"delta\": {\"type\": \"text_delta\", \"text\": \"llo\"}},\#
       {\"type\": \"content_block_stop\", \"index\": 0}, {\"type\": \"message_delta\", \"delta\": {\"stop_reason\": \"end_turn\"},\#
       \"usage\": {\"output_tokens\": 7}}, {\"type\": \"message_stop\",\#
       \"amazon-bedrock-invocationMetrics\": {\"inputTokenCount\": 10, \"outputTokenCount\": 7, \"invocationLatency\": 1500,\#
       \"firstByteLatency\": 400}}], \"outputTokenCount\": 7}}"}]}{"messageType": "DATA_MESSAGE", "owner": "1", "logGroup": "g",\#
       "logStream": "s", "subscriptionFilters": ["f"], "logEvents": [{"id": "1", "timestamp": 1,\#
       "message": "{\"schemaType\": \"ModelInvocationLog\", \"schemaVersion\": \"1.0\", \"timestamp\": \"2025-03-11T00:38:04Z\",\#
       \"accountId\": \"X\", \"identity\": {\"arn\": \"arn:aws:iam::X:user/d\"}, \"region\": \"us-east-1\", \"requestId\": \"r3\",\#
       \"operation\": \"InvokeModel\", \"modelId\": \"amazon.titan-embed-text-v2:0\",\#
       \"input\": {\"inputContentType\": \"application/json\", \"inputBodyJson\": {\"inputText\": \"embed me\"},\#
       \"inputTokenCount\": 3}, \"output\": {\"outputContentType\": \"application/json\", \"outputBodyJson\": {\"embedding\": [0.1,\#
       0.2], \"inputTextTokenCount\": 3}}}"}]}{"messageType": "DATA_MESSAGE", "owner": "1", "logGroup": "g", "logStream": "s",\#
       "subscriptionFilters": ["f"], "logEvents": [{"id": "1", "timestamp": 1, "message": "{\"schemaType\": \"ModelInvocationLog\",\#
       \"schemaVersion\": \"1.0\", \"timestamp\": \"2025-03-11T00:38:05Z\", \"accountId\": \"X\",\#
       \"identity\": {\"arn\": \"arn:aws:iam::X:user/d\"}, \"region\": \"us-east-1\", \"requestId\": \"r4\",\#
       \"operation\": \"InvokeModel\", \"modelId\": \"meta.llama3-70b-instruct-v1:0\",\#
       \"input\": {\"inputContentType\": \"application/json\", \"inputBodyJson\": {\"prompt\": \"say hi\", \"max_gen_len\": 64,\#
       \"temperature\": 0.5}, \"inputTokenCount\": 3}, \"output\": {\"outputContentType\": \"application/json\",\#
       \"outputBodyJson\": {\"generation\": \"hi\", \"prompt_token_count\": 3, \"generation_token_count\": 1,\#
       \"stop_reason\": \"stop\"}, \"outputTokenCount\": 1}}"}]}

      """#
    let trace = try ingest(log)
    #expect(trace.log.sources[0].format == "bedrock")
    #expect(
      trace.rows == [
        "2025-03-11T00:38:02Z 302000us in=4 read=0 write=0+0 out=38 think=0 model=amazon.nova-lite-v1:0 provider=bedrock"
          + " chat temperature=0.7 top_p=1 max_tokens=1 other_parameters=1 messages=1 last_user_message=1 organisation=X"
          + " user=1 place=us-east-1 answer=1 streamed",
        "2025-03-11T00:38:03Z 1500000us first=400000us in=10 read=5 write=0+0 out=7 think=0"
          + " model=us.anthropic.claude-sonnet-4-20250514-v1:0 provider=bedrock messages max_tokens=2 messages=2"
          + " last_user_message=2 organisation=X user=1 place=us-east-1 answer=2 streamed",
        "2025-03-11T00:38:04Z in=3 read=0 write=0+0 out=0 think=0 model=amazon.titan-embed-text-v2:0 provider=bedrock"
          + " embedding messages=3 last_user_message=3 organisation=X user=1 place=us-east-1",
        "2025-03-11T00:38:05Z in=3 read=0 write=0+0 out=1 think=0 model=meta.llama3-70b-instruct-v1:0 provider=bedrock"
          + " completion temperature=0.5 max_tokens=3 messages=4 last_user_message=4 organisation=X user=1 place=us-east-1"
          + " answer=3",
      ])
    #expect(trace.setAside == [])
  }

  @Test func logsInsights() throws {
    let log = #"""
      @timestamp,@message
      2025-03-11 00:38:02.000,"{""schemaType"": ""ModelInvocationLog"", ""schemaVersion"": ""1.0"",\#
       ""timestamp"": ""2025-03-11T00:38:02Z"", ""accountId"": ""X"", ""identity"": {""arn"": ""arn:aws:iam::X:user/d""},\#
       ""region"": ""us-east-1"", ""requestId"": ""r1"", ""operation"": ""ConverseStream"", ""modelId"": ""amazon.nova-lite-v1:0"",\#
       ""input"": {""inputContentType"": ""application/json"", ""inputBodyJson"": {""messages"": [{""role"": ""user"",\#
       ""content"": [{""text"": ""hello how are you""}]}], ""inferenceConfig"": {""maxTokens"": 512, ""temperature"": 0.7,\#
       ""topP"": 0.9, ""stopSequences"": []}, ""additionalModelRequestFields"": {}}, ""inputTokenCount"": 4,\#
       ""cacheReadInputTokenCount"": 0, ""cacheWriteInputTokenCount"": 0}, ""output"": {""outputContentType"": ""application/json"",\#
       ""outputBodyJson"": {""output"": {""message"": {""role"": ""assistant"", ""content"": [{""text"": ""Hello!""}]}},\#
       ""stopReason"": ""end_turn"", ""metrics"": {""latencyMs"": 302}, ""usage"": {""inputTokens"": 4, ""outputTokens"": 38,\#
       ""totalTokens"": 42}}, ""outputTokenCount"": 38}}"
      2025-03-11 00:38:02.000,"{""schemaType"": ""ModelInvocationLog"", ""schemaVersion"": ""1.0"",\#
       ""timestamp"": ""2025-03-11T00:38:03Z"", ""accountId"": ""X"", ""identity"": {""arn"": ""arn:aws:iam::X:user/d""},\#
       ""region"": ""us-east-1"", ""requestId"": ""r2"", ""operation"": ""InvokeModelWithResponseStream"",\#
       ""modelId"": ""arn:aws:bedrock:us-east-1:X:inference-profile/us.anthropic.claude-sonnet-4-20250514-v1:0"",\#
       ""input"": {""inputContentType"": ""application/json"", ""inputBodyJson"": {""anthropic_version"": ""bedrock-2023-05-31"",\#
       ""max_tokens"": 100, ""messages"": [{""role"": ""user"", ""content"": ""q""}]}, ""inputTokenCount"": 10},\#
       ""output"": {""outputContentType"": ""application/json"", ""outputBodyJson"": [{""type"": ""message_start"",\#
       ""message"": {""id"": ""msg_1"", ""type"": ""message"", ""role"": ""assistant"", ""model"": ""claude-sonnet-4"",\#
       ""content"": [], ""usage"": {""input_tokens"": 10, ""output_tokens"": 1, ""cache_read_input_tokens"": 5}}},\#
       {""type"": ""content_block_start"", ""index"": 0, ""content_block"": {""type"": ""text"", ""text"": """"}},\#
       {""type"": ""content_block_delta"", ""index"": 0, ""delta"": {""type"": ""text_delta"", ""text"": ""He""}},\#
       {""type"": ""content_block_delta"", ""index"": 0, ""delta"": {""type"": ""text_delta"", ""text"": ""llo""}},\#
       {""type"": ""content_block_stop"", ""index"": 0}, {""type"": ""message_delta"", ""delta"": {""stop_reason"": ""end_turn""},\#
       ""usage"": {""output_tokens"": 7}}, {""type"": ""message_stop"",\#
       ""amazon-bedrock-invocationMetrics"": {""inputTokenCount"": 10, ""outputTokenCount"": 7, ""invocationLatency"": 1500,\#
       ""firstByteLatency"": 400}}], ""outputTokenCount"": 7}}"
      2025-03-11 00:38:02.000,"{""schemaType"": ""ModelInvocationLog"", ""schemaVersion"": ""1.0"",\#
       ""timestamp"": ""2025-03-11T00:38:04Z"", ""accountId"": ""X"", ""identity"": {""arn"": ""arn:aws:iam::X:user/d""},\#
       ""region"": ""us-east-1"", ""requestId"": ""r3"", ""operation"": ""InvokeModel"",\#
       ""modelId"": ""amazon.titan-embed-text-v2:0"", ""input"": {""inputContentType"": ""application/json"",\#
       ""inputBodyJson"": {""inputText"": ""embed me""}, ""inputTokenCount"": 3},\#
       ""output"": {""outputContentType"": ""application/json"", ""outputBodyJson"": {""embedding"": [0.1, 0.2],\#
       ""inputTextTokenCount"": 3}}}"
      2025-03-11 00:38:02.000,"{""schemaType"": ""ModelInvocationLog"", ""schemaVersion"": ""1.0"",\#
       ""timestamp"": ""2025-03-11T00:38:05Z"", ""accountId"": ""X"", ""identity"": {""arn"": ""arn:aws:iam::X:user/d""},\#
       ""region"": ""us-east-1"", ""requestId"": ""r4"", ""operation"": ""InvokeModel"",\#
       ""modelId"": ""meta.llama3-70b-instruct-v1:0"", ""input"": {""inputContentType"": ""application/json"",\#
       ""inputBodyJson"": {""prompt"": ""say hi"", ""max_gen_len"": 64, ""temperature"": 0.5}, ""inputTokenCount"": 3},\#
       ""output"": {""outputContentType"": ""application/json"", ""outputBodyJson"": {""generation"": ""hi"",\#
       ""prompt_token_count"": 3, ""generation_token_count"": 1, ""stop_reason"": ""stop""}, ""outputTokenCount"": 1}}"

      """#
    let trace = try ingest(log)
    #expect(trace.log.sources[0].format == "bedrock")
    #expect(
      trace.rows == [
        "2025-03-11T00:38:02Z 302000us in=4 read=0 write=0+0 out=38 think=0 model=amazon.nova-lite-v1:0 provider=bedrock"
          + " chat temperature=0.7 top_p=1 max_tokens=1 other_parameters=1 messages=1 last_user_message=1 organisation=X"
          + " user=1 place=us-east-1 answer=1 streamed",
        "2025-03-11T00:38:03Z 1500000us first=400000us in=10 read=5 write=0+0 out=7 think=0"
          + " model=us.anthropic.claude-sonnet-4-20250514-v1:0 provider=bedrock messages max_tokens=2 messages=2"
          + " last_user_message=2 organisation=X user=1 place=us-east-1 answer=2 streamed",
        "2025-03-11T00:38:04Z in=3 read=0 write=0+0 out=0 think=0 model=amazon.titan-embed-text-v2:0 provider=bedrock"
          + " embedding messages=3 last_user_message=3 organisation=X user=1 place=us-east-1",
        "2025-03-11T00:38:05Z in=3 read=0 write=0+0 out=1 think=0 model=meta.llama3-70b-instruct-v1:0 provider=bedrock"
          + " completion temperature=0.5 max_tokens=3 messages=4 last_user_message=4 organisation=X user=1 place=us-east-1"
          + " answer=3",
      ])
    #expect(trace.setAside == [])
  }

  @Test(
    "a role is the credential of a program, whatever its session; a person has a name",
    arguments: [
      ("arn:aws:sts::1:assumed-role/desk/i-0a", "arn:aws:sts::1:assumed-role/desk/i-0b", "api_key=1", "api_key=1"),
      ("arn:aws:sts::1:assumed-role/desk/i-0a", "arn:aws:sts::1:assumed-role/crm/i-0a", "api_key=1", "api_key=2"),
      ("arn:aws:iam::1:user/ann", "arn:aws:iam::1:user/bob", "user=1", "user=2"),
      ("arn:aws:sts::1:assumed-role/desk/ann@b.example", "arn:aws:sts::1:assumed-role/desk/bob@b.example", "user=1", "user=2"),
      (
        "arn:aws:sts::1:assumed-role/AWSReservedSSO_Dev_0f/ann", "arn:aws:sts::1:assumed-role/AWSReservedSSO_Dev_0f/bob", "user=1", "user=2"
      ),
      ("arn:aws:sts::1:federated-user/ann", "arn:aws:iam::1:role/desk", "user=1", "user=2"),
    ])
  func callers(first: String, second: String, one: String, two: String) throws {
    let log = [first, second].map {
      #"{"schemaType":"ModelInvocationLog","timestamp":"2025-03-11T00:38:02Z","requestId":"\#($0)","operation":"Converse","#
        + #""modelId":"amazon.nova-lite-v1:0","identity":{"arn":"\#($0)"},"input":{"inputTokenCount":4},"output":{"outputTokenCount":5}}"#
    }
    let rows = try ingest(log.joined(separator: "\n") + "\n").rows
    #expect(rows.count == 2 && rows[0].contains(" \(one)") && rows[1].contains(" \(two)"), "\(rows)")
    #expect(rows.allSatisfy { $0.contains("user=") != $0.contains("api_key=") })
  }
}
