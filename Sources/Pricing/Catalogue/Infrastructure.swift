extension Catalogue {
  /// Prices of caches, stores and embeddings. Sources: `cf` is cloudflare/cloudflare-docs, `ae` api-evangelist, each with the page and commit.
  static let infrastructure = """
    service,component,meter,unit,price_usd,included_per_month,minimum,round_up,capacity_gb,source,source_date,verified,note
    cloudflare-workers,subscription,time,month,5,,,,,cf workers/platform/pricing@07acbb6,2026,verified,per account; no egress
    cloudflare-workers,requests,reads,million,0.3,10000000,,,,cf workers/platform/pricing@07acbb6,2026,verified,hits and misses
    cloudflare-workers,cpu,other,million CPU-ms,0.02,30000000,,,,cf workers/platform/pricing@07acbb6,2026,verified,waiting is free
    cloudflare-workers,logpush,optional,million,0.05,10000000,,,,cf workers/platform/pricing,2026,verified,request log
    cloudflare-kv,read,reads,million,0.5,10000000,,,,cf workers/kv_pricing@16f657e,2026,verified,null reads are billed
    cloudflare-kv,write,writes,million,5,1000000,,,,cf workers/kv_pricing@16f657e,2026,verified,per key
    cloudflare-kv,delete,deletes,million,5,1000000,,,,cf workers/kv_pricing@16f657e,2026,verified,expiry is not a delete (not verified)
    cloudflare-kv,list,optional,million,5,1000000,,,,cf workers/kv_pricing@16f657e,2026,verified,list requests
    cloudflare-kv,storage,storage,GB-month,0.5,1,,,,cf workers/kv_pricing@16f657e,2026,verified,
    cloudflare-kv,egress,transfer,GB,0,,,,,cf kv/platform/pricing,2026,verified,
    cloudflare-r2,class-a,writes,million,4.5,1000000,,yes,,cf r2/pricing@07ec87d,2026,verified,PUT; deletes are free
    cloudflare-r2,class-b,reads,million,0.36,10000000,,yes,,cf r2/pricing@07ec87d,2026,verified,GET and HEAD
    cloudflare-r2,storage,storage,GB-month,0.015,10,,yes,,cf r2/pricing@07ec87d,2026,verified,daily peaks averaged over 30 days
    cloudflare-r2,egress,transfer,GB,0,,,,,cf r2/pricing@07ec87d,2026,verified,
    cloudflare-r2-ia,class-a,writes,million,9,,,yes,,cf r2/pricing,2026,verified,
    cloudflare-r2-ia,class-b,reads,million,0.9,,,yes,,cf r2/pricing,2026,verified,
    cloudflare-r2-ia,storage,storage,GB-month,0.01,,,yes,,cf r2/pricing,2026,verified,infrequent access; billed for at least 30 days
    cloudflare-r2-ia,retrieval,transfer,GB,0.01,,,,,cf r2/pricing,2026,verified,
    cloudflare-cache-api,operation,operations,each,0,,,,,cf workers/runtime-apis/cache@067fce3,2026,verified,Workers are billed apart
    cloudflare-ai-gateway,request,reads,each,0,,,,,cf ai-gateway/reference/pricing@0170ffd,2026-10,verified,core features are free
    cloudflare-ai-gateway,unified billing,optional,fraction,0.05,,,,,cf ai-gateway/reference/pricing@0170ffd,2026,verified,fee on credits
    cloudflare-vectorize,queried dimensions,queriedDimensions,million dims,0.01,50000000,,,,cf vectorize-pricing@2468b84,2026,verified,\
    (queries + stored vectors) x dimensions
    cloudflare-vectorize,stored dimensions,storedDimensions,100 million dims,0.05,10000000,,,,cf vectorize-pricing@2468b84,2026,verified,
    cloudflare-d1,rows read,reads,million,0.001,25000000000,,,,cf workers/d1-pricing@25a83ce,2026,verified,one row a look-up
    cloudflare-d1,rows written,writes,million,1,50000000,,,,cf workers/d1-pricing@25a83ce,2026,verified,each index adds a row
    cloudflare-d1,storage,storage,GB-month,0.75,5,,,,cf workers/d1-pricing@25a83ce,2026,verified,
    cloudflare-containers,egress,transfer,GB,0.025,1000,,,,cf workers/platform/pricing,2026,verified,NA and EU
    upstash-redis,commands,operations,100000 commands,0.2,,,,,ae upstash@16b0a52; docs.flexprice.io,2026-11-09,verified,pay as you go
    upstash-redis,storage,storage,GB-month,0.25,1,,,,ae upstash@16b0a52,2026-09-20,verified,
    upstash-redis,bandwidth,transfer,GB,0.03,200,,,,ae upstash@16b0a52,2026-09-20,verified,
    upstash-redis-fixed,250 MB,plan,month,10,,,,0.25,ae upstash@16b0a52,2026-09-20,verified,read regions +50 %
    upstash-redis-fixed,1 GB,plan,month,20,,,,1,ae upstash@16b0a52,2026-09-20,verified,read regions +50 %
    upstash-redis-fixed,5 GB,plan,month,100,,,,5,ae upstash@16b0a52,2026-09-20,verified,read regions +50 %
    upstash-redis-fixed,10 GB,plan,month,200,,,,10,ae upstash@16b0a52,2026-09-20,verified,read regions +50 %
    upstash-redis-fixed,50 GB,plan,month,400,,,,50,ae upstash@16b0a52,2026-09-20,verified,read regions +50 %
    upstash-redis-fixed,100 GB,plan,month,800,,,,100,ae upstash@16b0a52,2026-09-20,verified,read regions +50 %
    upstash-redis-fixed,500 GB,plan,month,1500,,,,500,ae upstash@16b0a52,2026-09-20,verified,read regions +50 %
    elasticache-serverless-valkey,ecpu,kilobytes,million ECPU,0.0023,,,,,usage.ai on serverless pricing,2026-06,secondary,us-east-1
    elasticache-serverless-valkey,data,storage,GB-hour,0.084,,0.1,,,usage.ai on serverless pricing,2026-06,secondary,at least 100 MB
    elasticache-serverless-redis-oss,ecpu,kilobytes,million ECPU,0.0034,,,,,AWS Database Blog via usage.ai,2026-06,secondary,
    elasticache-serverless-redis-oss,data,storage,GB-hour,0.125,,1,,,AWS Database Blog via usage.ai,2026-06,secondary,at least 1 GB
    elasticache-node,node,instances,hour,,,,,,,,unverified,no hourly rate was found; a quarter of the memory stays reserved
    redis-cloud-essentials,hourly,time,hour,0.007,,,,,ae redis plans,2026-05-04,secondary,from; 5 dollars a month at least; 250 MB
    redis-langcache,request,reads,each,,,,,,redis.io docs: preview,2026-05-18,unverified,no price published
    pinecone-standard,read units,other,million RU,16,,,,,ae pinecone@48768a5,2026-10-07,verified,50 dollars a month at least
    pinecone-standard,write units,other,million WU,4,,,,,ae pinecone@48768a5,2026-10-07,verified,4 to 4.50 by region
    pinecone-standard,storage,storage,GB-month,0.33,,,,,ae pinecone@48768a5,2026-10-07,verified,
    pinecone-builder,plan,plan,month,20,,,,10,ae pinecone@48768a5,2026-10-07,verified,flat: 5 M write units and 2 M read units
    dynamodb-ondemand,read,reads,million RRU,0.125,,,,,,,unverified,us-east-1; a read unit is 4 kB
    dynamodb-ondemand,write,writes,million WRU,0.625,,,,,,,unverified,us-east-1; a write unit is 1 kB
    dynamodb-ondemand,storage,storage,GB-month,0.25,,,,,,,unverified,
    s3-standard,put,writes,1000 requests,0.005,,,,,,,unverified,
    s3-standard,get,reads,1000 requests,0.0004,,,,,,,unverified,
    s3-standard,storage,storage,GB-month,0.023,,,,,gist EverettBerry a37438006; deepeshsoni.com/archives/256,2026,secondary,us-east-1
    s3-express-one-zone,put,writes,1000 requests,0.00113,,,,,aws.amazon.com/s3/faqs,2026,verified,
    s3-express-one-zone,get,reads,1000 requests,0.00003,,,,,aws.amazon.com/s3/faqs,2026,verified,upload and retrieval are billed too
    s3-express-one-zone,storage,storage,GB-month,0.11,,,,,aws.amazon.com/s3/faqs,2026,verified,
    s3-express-one-zone,retrieval,other,GB,0.0006,,,,,aws.amazon.com/s3/faqs,2026,verified,upload 0.0032
    s3-vectors,storage,storage,GB-month,0.06,,,,,ae amazon-s3@012685d,2026-09-20,verified,
    s3-vectors,put,transfer,GB,0.2,,,,,ae amazon-s3@012685d,2026-09-20,verified,
    s3-vectors,queries,vectorQueries,million,2.5,,,,,ae amazon-s3@012685d,2026-09-20,verified,
    fastly-cdn,requests,reads,10000 requests,0.01,1000000,,,,ae fastly,2026-09-20,secondary,first 100 M
    fastly-cdn,bandwidth,transfer,GB,0.12,100,,,,ae fastly,2026-09-20,secondary,NA and EU; first 10 TB
    fastly-compute,requests,reads,million,0.5,10000000,,,,ae fastly@09615e7,2026-05-04,secondary,
    fastly-compute,vcpu,other,million vCPU-ms,0.05,100000000,,,,ae fastly@09615e7,2026-05-04,secondary,
    fastly-object-storage,storage,storage,GB-month,0.02,5,,,,ae fastly,2026-05-22,secondary,
    fastly-object-storage,class-a,writes,1000 requests,0.0025,,,,,ae fastly,2026-05-22,secondary,
    fastly-object-storage,class-b,reads,1000 requests,0.0004,,,,,ae fastly,2026-05-22,secondary,
    fastly-ai-accelerator,request,reads,1000 requests,0.4,20000,,,,ae fastly,2026-05-22,secondary,0.28 to 0.40
    fastly-kv-store,operation,operations,each,,,,,,,,unverified,no price was found
    self-hosted-vm,machine,time,month,,,,,,,,unverified,give the monthly price of the machine
    embedding-api,text-embedding-3-small,embeddedTokens,MTok,0.02,,,,,LiteLLM 2026-08-01,2026-08-01,verified,1536 dimensions
    embedding-api,text-embedding-3-large,embeddedTokens,MTok,0.13,,,,,LiteLLM 2026-08-01,2026-08-01,verified,3072 dimensions
    embedding-api,text-embedding-ada-002,embeddedTokens,MTok,0.1,,,,,LiteLLM 2026-08-01,2026-08-01,verified,1536 dimensions
    embedding-api,gemini-embedding-001,embeddedTokens,MTok,0.15,,,,,LiteLLM 2026-08-01,2026-08-01,verified,3072 dimensions
    embedding-api,cohere embed-v4.0,embeddedTokens,MTok,0.12,,,,,LiteLLM 2026-08-01,2026-08-01,verified,1536 dimensions
    embedding-api,voyage-3.5,embeddedTokens,MTok,0.06,,,,,LiteLLM 2026-08-01,2026-08-01,verified,1024 dimensions
    embedding-api,voyage-3.5-lite,embeddedTokens,MTok,0.02,,,,,LiteLLM 2026-08-01,2026-08-01,verified,1024 dimensions
    embedding-api,bedrock titan-embed-text-v2,embeddedTokens,MTok,0.02,,,,,LiteLLM 2026-08-01,2026-08-01,verified,1024 dimensions
    """
}
