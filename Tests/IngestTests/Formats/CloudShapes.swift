import Ingest
import Testing
import Traces

/// Exports of clouds beside those of the samples. Equal numbers stand for equal values.
@Suite struct CloudShapes {
  @Test func cloudflareMetrics() throws {
    let log = #"""
      {"Cached":false,"Endpoint":"chat/completions","Gateway":"gw1","Metadata":{"type":"encrypted","data":"abc"},\#
      "Metrics":{"cost":0.0042,"durationMs":1234,"tokensIn":88,"tokensOut":6},"Model":"gpt-4o-mini","Provider":"openai",\#
      "RateLimited":false,"RequestBody":{"type":"encrypted","data":"QUJD"},"RequestedModel":"cloudflare/auto",\#
      "ResponseBody":{"type":"encrypted","data":"QUJD"},"StatusCode":200,"Timestamp":1795165200000000000}
      {"Cached":true,"Endpoint":"chat/completions","Gateway":"gw1","Metadata":{"team":"wms"},"Metrics":{"cost":0,"durationMs":4,\#
      "tokens_in":88,"tokens_out":6},"Model":"gpt-4o-mini","Provider":"openai","RateLimited":false,\#
      "RequestBody":{"model":"gpt-4o-mini","messages":[{"role":"user","content":"hi"}]},"ResponseBody":{"id":"c1",\#
      "choices":[{"message":{"role":"assistant","content":"yo"},"finish_reason":"stop"}]},"StatusCode":200,\#
      "Timestamp":"2026-11-20T09:00:01Z"}

      """#
    let trace = try ingest(log)
    #expect(trace.log.sources[0].format == "cloudflare-logpush")
    #expect(
      trace.rows == [
        "2026-11-20T09:00:00Z 1234000us in=88 read=0 write=0+0 out=6 think=0 $0.0042 status=200 model=gpt-4o-mini"
          + " provider=openai chat organisation=gw1 no-content",
        "2026-11-20T09:00:01Z 4000us in=88 read=0 write=0+0 out=6 think=0 $0 status=200 model=gpt-4o-mini"
          + " provider=openai chat messages=1 last_user_message=1 organisation=gw1 team=wms answer=1 hit",
      ])
    #expect(trace.setAside == [])
  }

  @Test func azureDiagnostics() throws {
    let log = #"""
      {"time":"2026-11-20T09:00:00.1234567Z","resourceId":"/SUBSCRIPTIONS/X","operationName":"Microsoft.ApiManagement/GatewayLlmLogs",\#
      "category":"GatewayLlmLogs","correlationId":"c-1","properties":{"sequenceNumber":0,"deploymentName":"gpt4o",\#
      "modelName":"gpt-4o-2024-11-20","promptTokens":120,"completionTokens":9,"totalTokens":129,"isStreamCompletion":false,\#
      "requestId":"chatcmpl-1"}}
      {"time":"2026-11-20T09:00:00.1234567Z","resourceId":"/SUBSCRIPTIONS/X","operationName":"Microsoft.ApiManagement/GatewayLlmLogs",\#
      "category":"GatewayLlmLogs","correlationId":"c-1","properties":{"sequenceNumber":1,"requestMessages":"[{\"role\":\"user\",\#
      \"content\":\"hel","deploymentName":""}}
      {"time":"2026-11-20T09:00:00.1234567Z","resourceId":"/SUBSCRIPTIONS/X","operationName":"Microsoft.ApiManagement/GatewayLlmLogs",\#
      "category":"GatewayLlmLogs","correlationId":"c-1","properties":{"sequenceNumber":2,"requestMessages":"lo\"}]",\#
      "deploymentName":""}}
      {"time":"2026-11-20T09:00:00.1234567Z","resourceId":"/SUBSCRIPTIONS/X","operationName":"Microsoft.ApiManagement/GatewayLlmLogs",\#
      "category":"GatewayLlmLogs","correlationId":"c-1","properties":{"sequenceNumber":3,"responseMessages":"[{\"role\":\"assistant\",\#
      \"content\":\"yes\"}]","deploymentName":""}}

      """#
    let trace = try ingest(log)
    #expect(trace.log.sources[0].format == "azure-llm")
    #expect(
      trace.rows == [
        "2026-11-20T09:00:00.123456Z in=120 read=0 write=0+0 out=9 think=0 model=gpt-4o-2024-11-20 provider=azure chat"
          + " messages=1 last_user_message=1 answer=1"
      ])
    #expect(trace.setAside == [])
  }

  @Test func azurePortal() throws {
    let log = #"""
      TenantId,TimeGenerated [UTC],CorrelationId,SequenceNumber,DeploymentName,ModelName,PromptTokens,CompletionTokens,TotalTokens,\#
      IsStreamCompletion,RequestMessages,ResponseMessages,Type
      t,"11/20/2026, 9:00:00.123 AM",c-1,0,gpt4o,gpt-4o-2024-11-20,120,9,129,false,,,ApiManagementGatewayLlmLog
      t,"11/20/2026, 9:00:00.123 AM",c-1,1,,,,,,,"[{""role"":""user"",""content"":""hello""}]","[{""role"":""assistant"",\#
      ""content"":""yes""}]",ApiManagementGatewayLlmLog

      """#
    let trace = try ingest(log)
    #expect(trace.log.sources[0].format == "azure-llm")
    #expect(
      trace.rows == [
        "2026-11-20T09:00:00.123Z in=120 read=0 write=0+0 out=9 think=0 model=gpt-4o-2024-11-20 provider=azure chat"
          + " messages=1 last_user_message=1 answer=1"
      ])
    #expect(trace.setAside == [])
  }

  @Test func containerLogs() throws {
    let log = #"""
      {"log":"{\"id\": \"chatcmpl-8a3f5b20-dceb-4dc3-a67b-a23a38e432c7\",\#
       \"litellm_call_id\": \"2cb9e643-8844-4fc1-be18-498061041774\", \"trace_id\": \"5234fcd4-ec09-46a0-9d63-44758f0a0ef8\",\#
       \"session_id\": \"\", \"call_type\": \"acompletion\", \"cache_hit\": null, \"stream\": null, \"status\": \"success\",\#
       \"status_fields\": {\"llm_api_status\": \"success\", \"guardrail_status\": \"not_run\"}, \"custom_llm_provider\": \"openai\",\#
       \"saved_cache_cost\": 0.0, \"startTime\": 1795221871.938086, \"endTime\": 1795221873.253211,\#
       \"completionStartTime\": 1795221873.253211, \"response_time\": 1.3151249885559082, \"model\": \"gpt-4o-mini\",\#
       \"metadata\": {\"user_api_key_hash\": null, \"user_api_key_alias\": null, \"user_api_key_spend\": null,\#
       \"user_api_key_max_budget\": null, \"user_api_key_budget_reset_at\": null, \"user_api_key_user_spend\": null,\#
       \"user_api_key_user_max_budget\": null, \"user_api_key_team_spend\": null, \"user_api_key_team_max_budget\": null,\#
       \"user_api_key_team_id\": null, \"user_api_key_org_id\": null, \"user_api_key_org_alias\": null,\#
       \"user_api_key_project_id\": null, \"user_api_key_project_alias\": null, \"user_api_key_user_id\": null,\#
       \"user_api_key_team_alias\": null, \"user_api_key_user_email\": null, \"user_api_key_end_user_id\": null,\#
       \"user_api_key_request_route\": null, \"spend_logs_metadata\": null, \"requester_ip_address\": null, \"user_agent\": null,\#
       \"requester_metadata\": null, \"prompt_management_metadata\": null, \"applied_guardrails\": [],\#
       \"mcp_tool_call_metadata\": null, \"vector_store_request_metadata\": null, \"routing_decision\": null,\#
       \"usage_object\": {\"completion_tokens\": 20, \"prompt_tokens\": 10, \"total_tokens\": 30, \"completion_tokens_details\": null,\#
       \"prompt_tokens_details\": null}, \"requester_custom_headers\": null, \"cold_storage_object_key\": null,\#
       \"user_api_key_auth_metadata\": null, \"team_alias\": null, \"team_id\": null, \"used_client_oauth_token\": null},\#
       \"cache_key\": null, \"response_cost\": 1.35e-05, \"cost_breakdown\": {\"input_cost\": 1.5e-06, \"output_cost\": 1.2e-05,\#
       \"total_cost\": 1.35e-05, \"tool_usage_cost\": 0.0, \"service_tier\": null, \"data_residency\": null,\#
       \"vertex_location\": null, \"original_cost\": 1.35e-05, \"discount_percent\": 0.0, \"discount_amount\": 0.0,\#
       \"margin_percent\": 0.0, \"margin_fixed_amount\": 0.0, \"margin_total_amount\": 0.0}, \"autorouter_savings\": null,\#
       \"autorouter_savings_estimate\": null, \"autorouter_baseline_observation\": null, \"total_tokens\": 30, \"prompt_tokens\": 10,\#
       \"completion_tokens\": 20, \"request_tags\": [\"team:support\"], \"request_model_access_groups\": [], \"end_user\": null,\#
       \"api_base\": \"\", \"model_group\": \"\", \"model_id\": \"\", \"requester_ip_address\": null, \"user_agent\": null,\#
       \"messages\": [{\"role\": \"system\", \"content\": \"You are terse.\"}, {\"role\": \"user\",\#
       \"content\": \"What is the refund window?\"}], \"response\": {\"id\": \"chatcmpl-8a3f5b20-dceb-4dc3-a67b-a23a38e432c7\",\#
       \"created\": 1795221873, \"model\": \"gpt-4o-mini\", \"object\": \"chat.completion\", \"system_fingerprint\": null,\#
       \"choices\": [{\"finish_reason\": \"stop\", \"index\": 0, \"message\": {\"content\": \"30 days.\", \"role\": \"assistant\",\#
       \"tool_calls\": null, \"function_call\": null}}], \"usage\": {\"completion_tokens\": 20, \"prompt_tokens\": 10,\#
       \"total_tokens\": 30, \"completion_tokens_details\": null, \"prompt_tokens_details\": null}},\#
       \"model_parameters\": {\"temperature\": 0.2, \"max_tokens\": 64, \"user\": \"u-1\",\#
       \"response_format\": {\"type\": \"json_object\"}, \"seed\": 7, \"tools\": [{\"type\": \"function\",\#
       \"function\": {\"name\": \"lookup\", \"parameters\": {\"type\": \"object\", \"properties\": {}}}}]},\#
       \"hidden_params\": {\"model_id\": null, \"cache_key\": null, \"api_base\": \"https://api.openai.com\",\#
       \"response_cost\": 1.35e-05, \"additional_headers\": {}, \"litellm_overhead_time_ms\": null, \"batch_models\": null,\#
       \"batch_successful_requests\": null, \"batch_failed_requests\": null, \"litellm_model_name\": \"gpt-4o-mini\",\#
       \"usage_object\": null}, \"model_map_information\": {\"model_map_key\": \"gpt-4o-mini\",\#
       \"model_map_value\": {\"key\": \"gpt-4o-mini\", \"max_tokens\": 16384, \"max_input_tokens\": 128000,\#
       \"max_output_tokens\": 16384, \"input_cost_per_token\": 1.5e-07, \"input_cost_per_token_flex\": null,\#
       \"input_cost_per_token_priority\": 2.5e-07, \"input_cost_per_token_balanced\": null, \"input_cost_per_token_ultrafast\": null,\#
       \"cache_creation_input_token_cost\": null, \"cache_creation_input_token_cost_above_200k_tokens\": null,\#
       \"cache_creation_input_token_cost_above_272k_tokens\": null,\#
       \"cache_creation_input_token_cost_above_272k_tokens_priority\": null,\#
       \"cache_creation_input_token_cost_above_272k_tokens_flex\": null,\#
       \"cache_creation_input_token_cost_above_272k_tokens_ultrafast\": null, \"cache_creation_input_token_cost_flex\": null,\#
       \"cache_creation_input_token_cost_priority\": null, \"cache_creation_input_token_cost_ultrafast\": null,\#
       \"cache_read_input_token_cost\": 7.5e-08, \"cache_read_input_audio_token_cost\": null, \"prompt_cache_min_tokens\": null,\#
       \"cache_read_input_token_cost_above_200k_tokens\": null, \"cache_read_input_token_cost_above_200k_tokens_priority\": null,\#
       \"cache_read_input_token_cost_above_272k_tokens\": null, \"cache_read_input_token_cost_above_272k_tokens_priority\": null,\#
       \"cache_read_input_token_cost_above_272k_tokens_flex\": null,\#
       \"cache_read_input_token_cost_above_272k_tokens_ultrafast\": null, \"cache_read_input_token_cost_above_512k_tokens\": null,\#
       \"cache_read_input_token_cost_flex\": null, \"cache_read_input_token_cost_priority\": 1.25e-07,\#
       \"cache_read_input_token_cost_balanced\": null, \"cache_read_input_token_cost_ultrafast\": null,\#
       \"cache_read_input_token_cost_batches\": null, \"cache_read_input_token_cost_above_200k_tokens_batches\": null,\#
       \"cache_read_input_token_cost_above_272k_tokens_batches\": null, \"cache_creation_input_token_cost_batches\": null,\#
       \"cache_creation_input_token_cost_above_200k_tokens_batches\": null,\#
       \"cache_creation_input_token_cost_above_272k_tokens_batches\": null, \"cache_creation_input_token_cost_above_1hr\": null,\#
       \"off_peak_pricing\": null, \"input_cost_per_character\": null, \"input_cost_per_token_above_128k_tokens\": null,\#
       \"input_cost_per_token_above_200k_tokens\": null, \"input_cost_per_token_above_200k_tokens_priority\": null,\#
       \"input_cost_per_token_above_272k_tokens\": null, \"input_cost_per_token_above_272k_tokens_priority\": null,\#
       \"input_cost_per_token_above_272k_tokens_flex\": null, \"input_cost_per_token_above_272k_tokens_ultrafast\": null,\#
       \"input_cost_per_token_above_512k_tokens\": null, \"input_cost_per_query\": null, \"cost_per_second\": null,\#
       \"input_cost_per_second\": null, \"input_cost_per_audio_token\": null, \"input_cost_per_image_token\": null,\#
       \"input_cost_per_video_token\": null, \"input_cost_per_audio_token_batches\": null,\#
       \"input_cost_per_image_token_batches\": null, \"input_cost_per_image\": null, \"input_cost_per_audio_per_second\": null,\#
       \"input_cost_per_video_per_second\": null, \"input_cost_per_token_batches\": 7.5e-08,\#
       \"input_cost_per_video_token_batches\": null, \"input_cost_per_token_above_200k_tokens_batches\": null,\#
       \"input_cost_per_token_above_272k_tokens_batches\": null, \"output_cost_per_token_batches\": 3e-07,\#
       \"output_cost_per_token_above_200k_tokens_batches\": null, \"output_cost_per_token_above_272k_tokens_batches\": null,\#
       \"output_cost_per_token\": 6e-07, \"output_cost_per_token_flex\": null, \"output_cost_per_token_priority\": 1e-06,\#
       \"output_cost_per_token_balanced\": null, \"output_cost_per_token_ultrafast\": null,\#
       \"regional_processing_uplift_multiplier_eu\": null, \"regional_processing_uplift_multiplier_us\": null,\#
       \"regional_endpoint_uplift_multiplier\": null, \"output_cost_per_audio_token\": null, \"output_cost_per_character\": null,\#
       \"output_cost_per_reasoning_token\": null, \"output_cost_per_reasoning_token_flex\": null,\#
       \"output_cost_per_reasoning_token_priority\": null, \"output_cost_per_token_above_128k_tokens\": null,\#
       \"output_cost_per_character_above_128k_tokens\": null, \"output_cost_per_token_above_200k_tokens\": null,\#
       \"output_cost_per_token_above_200k_tokens_priority\": null, \"output_cost_per_token_above_272k_tokens\": null,\#
       \"output_cost_per_token_above_272k_tokens_priority\": null, \"output_cost_per_token_above_272k_tokens_flex\": null,\#
       \"output_cost_per_token_above_272k_tokens_ultrafast\": null, \"output_cost_per_token_above_512k_tokens\": null,\#
       \"output_cost_per_second\": null, \"output_cost_per_second_1080p\": null, \"output_cost_per_second_480p\": null,\#
       \"output_cost_per_second_720p\": null, \"output_cost_per_second_768p\": null, \"output_cost_per_second_2k\": null,\#
       \"output_cost_per_second_4k\": null, \"output_cost_per_video_per_second\": null, \"output_cost_per_image\": null,\#
       \"output_cost_per_pixel\": null, \"output_cost_per_image_token\": null, \"output_cost_per_image_token_batches\": null,\#
       \"output_cost_per_video_token\": null, \"output_vector_size\": null, \"citation_cost_per_token\": null,\#
       \"tiered_pricing\": null, \"litellm_provider\": \"openai\", \"mode\": \"chat\", \"supported_endpoints\": null,\#
       \"supports_system_messages\": true, \"supports_response_schema\": true, \"supports_vision\": true,\#
       \"supports_function_calling\": true, \"supports_parallel_function_calling\": true, \"supports_tool_choice\": true,\#
       \"supports_assistant_prefill\": null, \"supports_prompt_caching\": true, \"supports_prompt_cache_breakpoint\": null,\#
       \"supports_thinking_cache_preservation\": null, \"supports_audio_input\": null, \"supports_video_input\": null,\#
       \"supports_box_questions\": null, \"supports_audio_output\": null, \"supports_pdf_input\": true,\#
       \"supports_embedding_image_input\": null, \"supports_native_streaming\": null, \"supports_native_structured_output\": null,\#
       \"supports_web_search\": null, \"supports_url_context\": null, \"supports_reasoning\": null,\#
       \"supports_adaptive_thinking\": null, \"supports_legacy_thinking\": null, \"thinking_always_on\": null,\#
       \"supports_tool_search\": null, \"supports_mid_conversation_system\": null, \"supports_anthropic_thinking_payload\": null,\#
       \"supports_anthropic_compaction\": null, \"supports_none_reasoning_effort\": null, \"supports_minimal_reasoning_effort\": null,\#
       \"supports_low_reasoning_effort\": null, \"supports_xhigh_reasoning_effort\": null, \"supports_max_reasoning_effort\": null,\#
       \"reasoning_effort_levels\": null, \"default_reasoning_effort\": null, \"bedrock_output_config_effort_ceiling\": null,\#
       \"bedrock_converse_supports_strict_tools\": null, \"supports_regex_lookaround\": null, \"supports_computer_use\": null,\#
       \"search_context_cost_per_query\": {\"search_context_size_high\": 0.025, \"search_context_size_low\": 0.025,\#
       \"search_context_size_medium\": 0.025}, \"web_search_billing_unit\": null, \"search_free_requests\": null,\#
       \"google_maps_grounding_cost_per_query\": null, \"tpm\": null, \"rpm\": null, \"ocr_cost_per_page\": null,\#
       \"ocr_cost_per_page_batches\": null, \"ocr_cost_per_credit\": null, \"annotation_cost_per_page\": null,\#
       \"annotation_cost_per_page_batches\": null, \"provider_specific_entry\": null, \"uses_embed_content\": null,\#
       \"supports_image_size\": null, \"supported_audio_formats\": null, \"token_count_framing\": null, \"token_count_model\": null,\#
       \"token_count_tokenizer\": null, \"vertex_ai_audio_api\": null, \"supported_openai_params\": [\"frequency_penalty\",\#
       \"logit_bias\", \"logprobs\", \"top_logprobs\", \"max_tokens\", \"max_completion_tokens\", \"modalities\", \"prediction\",\#
       \"n\", \"presence_penalty\", \"seed\", \"stop\", \"stream\", \"stream_options\", \"temperature\", \"top_p\", \"tools\",\#
       \"tool_choice\", \"function_call\", \"functions\", \"max_retries\", \"extra_headers\", \"parallel_tool_calls\", \"audio\",\#
       \"web_search_options\", \"service_tier\", \"safety_identifier\", \"prompt_cache_key\", \"prompt_cache_retention\", \"store\",\#
       \"response_format\", \"user\"]}}, \"error_str\": null, \"error_information\": {\"error_code\": \"\", \"error_class\": \"\",\#
       \"llm_provider\": \"\", \"traceback\": \"\", \"error_message\": \"\", \"error_provider_request_id\": null,\#
       \"error_rate_limit_category\": null, \"error_rate_limit_type\": null, \"error_budget_entity_type\": null,\#
       \"error_budget_entity_id\": null, \"error_budget_limit\": null, \"error_budget_spend\": null, \"normalized_error\": null},\#
       \"response_cost_failure_debug_info\": null, \"zero_cost_diagnostic\": null, \"guardrail_information\": null,\#
       \"standard_built_in_tools_params\": {\"web_search_options\": null, \"file_search\": null}}\n","stream":"stdout",\#
      "time":"2026-11-21T00:00:00Z"}

      """#
    let trace = try ingest(log)
    #expect(trace.log.sources[0].format == "litellm")
    #expect(
      trace.rows == [
        "2026-11-21T00:44:31.938086Z 1315125us in=10 read=0 write=0+0 out=20 think=0 $0.0000135 status=200"
          + " model=gpt-4o-mini provider=openai chat temperature=0.2 max_tokens=1 seed=1 response_format=1 tools=1"
          + " messages=1 last_user_message=1 system_prompt=1 answer=1 call=1"
      ])
    #expect(trace.setAside == [])
  }

  @Test func olderLiteLLM() throws {
    let log = #"""
      {"id":"chatcmpl-1","call_type":"acompletion","cache_hit":null,"startTime":"2024-05-01 12:00:00.123456",\#
      "endTime":"2024-05-01 12:00:01.123456","model":"gpt-4o","user":"u","modelParameters":{"temperature":0.1},\#
      "messages":[{"role":"user","content":"hi"}],"response":{"id":"chatcmpl-1","object":"chat.completion","created":1795165200,\#
      "model":"gpt-4o-mini-2024-07-18","choices":[{"index":0,"message":{"role":"assistant","content":"hello"},\#
      "finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}},"usage":{"prompt_tokens":9,\#
      "completion_tokens":2,"total_tokens":11},"metadata":{"user_api_key":"h","user_api_key_team_id":"t"}}

      """#
    let trace = try ingest(log)
    #expect(trace.log.sources[0].format == "litellm")
    #expect(
      trace.rows == [
        "2024-05-01T12:00:00.123456Z 1000000us in=9 read=0 write=0+0 out=2 think=0 status=200 model=gpt-4o chat"
          + " temperature=0.1 messages=1 last_user_message=1 team=t answer=1"
      ])
    #expect(trace.setAside == [])
  }

  @Test func openRouterLogs() throws {
    let log = #"""
      generation_id,created_at,cost_total,cost_web_search,cost_cache,cost_file_processing,byok_usage_inference,tokens_prompt,\#
      tokens_completion,tokens_reasoning,tokens_cached,model_permaslug,provider_name,variant,cancelled,streamed,user,\#
      finish_reason_raw,finish_reason_normalized,generation_time_ms,time_to_first_token_ms,app_name,api_key_name
      gen-1,2026-11-20 09:00:00.123,0.0012,0,0,0,0,120,30,5,64,openai/gpt-4o,OpenAI,standard,false,true,,stop,stop,900,300,app,key1

      """#
    let trace = try ingest(log)
    #expect(trace.log.sources[0].format == "openrouter-logs")
    #expect(
      trace.rows == [
        "2026-11-20T09:00:00.123Z 900000us first=300000us in=56 read=64 write=0+0 out=30 think=5 $0.0012"
          + " model=openai/gpt-4o provider=openrouter chat team=app api_key=1 streamed no-content"
      ])
    #expect(trace.setAside == [])
  }

  @Test func storedCompletions() throws {
    let log = #"""
      {"object":"list","data":[{"object":"chat.completion","id":"chatcmpl-1","model":"gpt-4o-2024-08-06","created":1795165200,\#
      "request_id":"req_1","tool_choice":null,"usage":{"total_tokens":31,"completion_tokens":18,"prompt_tokens":13},"seed":494479,\#
      "top_p":1.0,"temperature":1.0,"service_tier":"default","tools":null,"metadata":{},"choices":[{"index":0,\#
      "message":{"content":"Mind","role":"assistant"},"finish_reason":"stop"}],"response_format":null}],"first_id":"x","last_id":"y",\#
      "has_more":false}

      """#
    let trace = try ingest(log)
    #expect(trace.log.sources[0].format == "answers")
    #expect(
      trace.rows == [
        "2026-11-20T09:00:00Z in=13 read=0 write=0+0 out=18 think=0 model=gpt-4o-2024-08-06 chat temperature=1 top_p=1"
          + " seed=1 answer=1 no-content coarse-time"
      ])
    #expect(trace.setAside == [])
  }

  @Test func heliconeInterface() throws {
    let log = #"""
      {"data":[{"response_id":"r","response_created_at":"2026-11-20T09:00:00.812Z","response_body":{"id":"chatcmpl-9",\#
      "choices":[{"message":{"role":"assistant","content":"ok"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,\#
      "completion_tokens":1}},"response_status":200,"request_id":"q1","request_created_at":"2026-11-20T09:00:00.000Z",\#
      "request_body":{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}]},\#
      "request_path":"https://api.openai.com/v1/chat/completions","request_user_id":null,"request_properties":{},"delay_ms":812,\#
      "provider":"OPENAI","request_model":"gpt-4o","prompt_tokens":9,"completion_tokens":1,"total_tokens":10,"cache_enabled":true,\#
      "cache_reference_id":null,"costUSD":0.0001}],"error":null}

      """#
    let trace = try ingest(log)
    #expect(trace.log.sources[0].format == "helicone")
    #expect(
      trace.rows == [
        "2026-11-20T09:00:00Z 812000us in=9 read=0 write=0+0 out=1 think=0 $0.0001 status=200 model=gpt-4o"
          + " provider=openai chat messages=1 last_user_message=1 answer=1"
      ])
    #expect(trace.setAside == [])
  }
}
