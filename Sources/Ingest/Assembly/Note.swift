/// Something about requests that no flag says, and what to do about it.
enum Note: String, CaseIterable {
  /// Cloudflare's Logpush with an encryption key.
  case encrypted = """
    have bodies that Cloudflare encrypted (RSA-OAEP and AES-256-GCM): they count as traffic and cost, not as repeats; decrypt RequestBody, \
    ResponseBody and Metadata with your private key and give the decrypted log
    """
  /// Bodies that Bedrock keeps beside its log.
  case elsewhere = """
    have bodies that Bedrock stored as objects of their own, as they are large: they count as traffic and cost, not as repeats
    """
  /// Prompts that stand for themselves by the ids of their blocks.
  case blocks = """
    have no text but the ids of their prompt's blocks: equal ids count as the same prompt, and nothing can be said about similar ones
    """
  /// Accesses of a cache trace.
  case accesses = """
    are accesses of a cache trace: equal keys count as the same prompt, and there are no tokens to price unless the trace has them
    """
}
