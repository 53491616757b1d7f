#!/usr/bin/env python3
"""Writes a log of LiteLLM payloads for benchmarks: ingest_log.py FILE BYTES [SEED]. The same arguments give the same bytes.
Prints how many requests it has, and how many of them are not asked a second time, as JSON.

Texts are words of an invented language, drawn by Zipf's law, so that they compress about as real prompts do (five times); four requests in
ten repeat an earlier one; half of the lines have escapes for everything beyond ASCII, as Python's json writes them."""

import datetime
import itertools
import json
import random
import sys

MODELS = [("gpt-4o-mini", "openai", 4), ("gpt-4.1", "openai", 3), ("claude-sonnet-4-5", "anthropic", 2), ("gemini-2.5-flash", "vertex_ai", 1)]


class Texts:
    """Sentences of a vocabulary whose n-th word comes up in proportion to 1/n."""

    def __init__(self, draw):
        self.draw = draw
        heads = [a + b for a in "b br c d f g h j k l m n p qu r s st t tr v w".split() for b in "a e i o u ai ea ou".split()]
        tails = ["", "n", "r", "st", "nd", "l", "ck", "ning", "tions", "ed", "ment", "ly", "lé"]
        words = [head + second + tail for head in heads for second in ["", "ra", "li", "mo", "te"] for tail in tails]
        draw.shuffle(words)
        self.words = "the of and to in a is that for it please how can you explain list error account".split() + words
        self.weights = list(itertools.accumulate(1 / (rank + 2) for rank in range(len(self.words))))
        self.pool = []

    def take(self, count):
        if len(self.pool) < count:
            self.pool = self.draw.choices(self.words, cum_weights=self.weights, k=100_000)
        taken, self.pool = self.pool[:count], self.pool[count:] if count > 1_000 else self.pool
        del self.pool[:count]
        return taken

    def text(self, length):
        parts, size = [], 0
        while size < length:
            sentence = " ".join(self.take(self.draw.randint(5, 18))).capitalize()
            sentence += self.draw.choice([". ", ". ", "? ", ", ", ":\n- ", ".\n\n", ' "so". ', " – "])
            parts.append(sentence)
            size += len(sentence)
        return "".join(parts)[:length].strip()


def identifier(draw):
    return f"{draw.getrandbits(96):024x}"


def request(draw, texts, systems):
    messages = [{"role": "system", "content": systems[min(int(draw.paretovariate(0.8)) - 1, len(systems) - 1)]}]
    for _ in range(draw.choices([0, 1, 2], [80, 14, 6])[0]):
        messages.append({"role": "user", "content": texts.text(draw.randint(50, 500))})
        messages.append({"role": "assistant", "content": texts.text(draw.randint(80, 700))})
    messages.append({"role": "user", "content": texts.text(int(min(3_000, max(50, draw.lognormvariate(6, 0.9)))))})
    model, provider, _ = draw.choices(MODELS, [weight for _, _, weight in MODELS])[0]
    parameters = {"temperature": draw.choice([0, 0, 0.2, 0.7]), "max_tokens": draw.choice([256, 1024, 4096])}
    return model, provider, parameters, messages


def line(draw, texts, asked, start):
    model, provider, parameters, messages = asked
    stream = draw.random() < 0.4
    seconds = draw.lognormvariate(0.5, 0.6)
    answer = texts.text(int(min(3_000, max(40, draw.lognormvariate(6, 0.8)))))
    prompt, completion = sum(len(message["content"]) for message in messages) // 4, len(answer) // 4
    user = f"user_{min(int(draw.paretovariate(0.7)), 3_000):04d}"
    identity = "chatcmpl-" + identifier(draw)
    usage = {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}
    return {
        "id": identity, "trace_id": identifier(draw), "call_type": "acompletion", "cache_hit": None, "stream": stream, "status": "success",
        "startTime": round(start, 6), "endTime": round(start + seconds, 6), "completionStartTime": round(start + seconds / 3, 6),
        "response_time": round(seconds, 6), "model": model, "custom_llm_provider": provider, "model_group": model, "model_id": "m-" + model,
        "api_base": f"https://{provider}.example/v1/", "response_cost": round((prompt + 4 * completion) * 4e-7, 9),
        "total_tokens": prompt + completion, "prompt_tokens": prompt, "completion_tokens": completion, "request_tags": [], "end_user": user,
        "metadata": {
            "user_api_key_hash": f"{draw.randrange(60):064x}", "user_api_key_alias": None, "user_api_key_team_id": f"team-{draw.randrange(25)}",
            "user_api_key_org_id": None, "user_api_key_user_id": user, "spend_logs_metadata": None, "applied_guardrails": []},
        "hidden_params": {"cache_key": None, "additional_headers": {"x-request-id": identifier(draw)}},
        "model_parameters": {**parameters, "stream": stream}, "messages": messages,
        "response": {
            "id": identity, "object": "chat.completion", "created": int(start + seconds), "model": model, "usage": usage,
            "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": answer}}]},
    }


def main():
    path, size, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1
    draw = random.Random(seed)
    texts = Texts(draw)
    systems = [texts.text(draw.choice([150, 300, 600, 1_200])) for _ in range(40)]
    start = datetime.datetime(2026, 9, 1, tzinfo=datetime.timezone.utc).timestamp()
    asked, written, distinct = [], 0, 0
    with open(path, "wb") as file:
        while written < size:
            start += draw.expovariate(0.25)
            repeats = asked and draw.random() < 0.4
            asked.append(asked[int(len(asked) * draw.random() ** 1.5)] if repeats else request(draw, texts, systems))
            distinct += not repeats
            compact = (",", ":") if draw.random() < 0.5 else None
            text = json.dumps(line(draw, texts, asked[-1], start), ensure_ascii=draw.random() < 0.5, separators=compact)
            written += file.write(text.encode() + b"\n")
    print(json.dumps({"requests": len(asked), "distinct": distinct}))


if __name__ == "__main__":
    main()
