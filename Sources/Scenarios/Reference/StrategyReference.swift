import Caching
import Simulation
import Traces

/// The reference page of strategy files, made from the table that reads and checks them, with examples that are replayed by the tests.
public enum StrategyReference {
  /// The page as Markdown: `hindcast list strategies --reference`.
  public static var markdown: String {
    ([opening, words] + sections + [requestFields, controls, differences, policies, services, outcomes, examples, presets]).joined(
      separator: "\n\n") + "\n"
  }

  private static let opening = """
    # Strategy files

    <!-- Made by `hindcast list strategies --reference`; a test says when it is out of date. -->

    A strategy is a cache that did not exist, described so completely that a log can be replayed through it. A file holds one, or a list under
    `strategies:`. Only `name` must be written: what is left out has the default of its table below, and every feature is off by default. With
    `base: NAME` the defaults are those of a preset instead; a list, such as `tiers`, is taken over whole or written whole, and so are
    latencies and mappings from names to durations; of other mappings only the fields written change.

    ```
    hindcast replay LOG -s my.yaml                   replay the strategies of a file
    hindcast replay LOG -s my.yaml -s ttl-1h         beside a preset
    hindcast list strategies                         all presets
    hindcast list strategies --show litellm-local    one of them as a file, to start from
    hindcast list strategies --fields                the tables below, in the terminal
    ```

    Every mistake is told with file, line and column, and with what to write instead.

    | what | how it is written |
    |---|---|
    | duration | `250ms`, `5m`, `1h`, `7d`, `1.5h`; units `us`, `ms`, `s`, `m`, `h`, `d`, `w` |
    | moment | a duration after the first request of the log (`2d`, `36h`), or a date in UTC (`2026-10-05`, `2026-10-05T08:00:00Z`) |
    | size | `512MB`, `2GB` (powers of 1000), `2GiB` (of 1024) |
    | share | `5%` or `0.05` |
    | money | `$0.02` or `0.02`, in US dollars |
    | latency | constant `5ms`; log-normal `{median: 28ms, sigma: 1.47}`; `{mixture: [{weight: 85, latency: 1ms}, {weight: 15, latency: {median: 150ms, sigma: 0.6}}]}`; measured `{profile: {0: 1ms, 50: 28ms, 95: 321ms, 100: 2s}}` |

    What happens to a request, in order: is it eligible (else it bypasses the cache)? The tiers are asked for its key one after the other, and each
    look-up takes its latency. Nothing found: the look-up by meaning, if there is one. Nothing found: an equal call under way is waited for, if
    `flights` says so. Else the call is made, with the duration and the cost that the log has for it, and its answer is stored when it is whole.
    """

  private static let words = """
    ## Words

    | word | what it means |
    |---|---|
    | caller | who sent a request: its organisation, team, user and API key together, as far as the log names them; a log that names nobody has one caller |
    | answer's bytes | the logged body of the answer, with its JSON around the text: for most APIs some 250 B more than the text itself. Where the log has only the text, that. Tiers with `overhead` add that to each entry |
    | place | where a copy of a tier is (`places`); a write is seen at its own place at once and at the others after `visible_after` |
    | regeneration | the same user asks the same again within five minutes, at a temperature above 0 or without one: asking for *another* answer. It bypasses the caches of a replay, and stands in no saving, though a real cache would serve the old answer: `eligibility.regenerations` lets it. An agent that asks the same again in one run does so too (`eligibility.agent_loops`), and a prompt that the log cut, which no field lets in (law 5) |
    """

  /// What `replay --requests` writes of each request.
  private static var outcomes: String {
    let outcomes = Outcome.allCases.map { "| `\($0.name)` | \(cell($0.words)) |" }
    let causes = Cause.allCases.map { "| `\($0.name)` | \(cell($0.words)) |" }
    return "## Outcomes and causes\n\nWhat `hindcast replay --requests FILE` says of each request, and the tables of a report count.\n\n"
      + "| `outcome` | the request |\n|---|---|\n" + outcomes.joined(separator: "\n") + "\n\n| `cause` | why |\n|---|---|\n"
      + causes.joined(separator: "\n")
  }

  /// One table for each mapping, in the order of the fields.
  private static var sections: [String] {
    let rows = StrategyFile.reference
    var prefixes: [String] = []
    for row in rows where !prefixes.contains(row.parent) { prefixes.append(row.parent) }
    return prefixes.map { prefix in
      let title = prefix.isEmpty ? "## The strategy" : "## `\(prefix)`"
      let explained = rows.first { $0.path == prefix || $0.path + "[]" == prefix }.map { "\n\n" + $0.meaning } ?? ""
      let lines = rows.filter { $0.parent == prefix }.map { row in
        "| `\(row.name)` | \(cell(row.values)) | \(row.standard.isEmpty ? "" : "`\(row.standard)`") | \(cell(row.meaning)) |"
      }
      return "\(title)\(explained)\n\n| field | write | default | meaning |\n|---|---|---|---|\n" + lines.joined(separator: "\n")
    }
  }

  private static func cell(_ text: String) -> String { text.split(separator: "|").joined(separator: "\\|") }

  private static var policies: String {
    let rows = EvictionPolicy.allCases.map { "| `\($0.rawValue)` | \(cell($0.summary)) |" }
    return "## Policies\n\n| `policy` | which entry goes when there is no room |\n|---|---|\n" + rows.joined(separator: "\n")
  }

  private static var requestFields: String {
    let rows = KeyField.allCases.map { "| `\($0.rawValue)` | \(cell($0.words)) |" }
    return "## Request fields\n\nWhat `key.fields` and `semantic.fields` are made of; the last six also name places.\n\n"
      + "| field | what it is |\n|---|---|\n" + rows.joined(separator: "\n")
  }

  private static var controls: String {
    let rows = ControlRules.Meaning.allCases.map { "| `\($0.rawValue)` | \(cell($0.words)) |" }
    return "## What a control can do\n\n| write | the request |\n|---|---|\n" + rows.joined(separator: "\n")
  }

  private static var differences: String {
    let rows = CandidateGraph.Differences.names.map { "| `\($0.name)` | \(cell($0.words)) |" }
    return "## Differences\n\nWhat `guards` and `refuses` can tell between two questions.\n\n| write | they differ in |\n|---|---|\n"
      + rows.joined(separator: "\n")
  }

  private static var services: String {
    "## Services\n\nWhat a tier can be billed as: "
      + KnownServices.builtIn.sorted().map { "`\($0)`" }.joined(separator: ", ")
      + "; or a name of your own, with its price in a file (`--infrastructure FILE`)."
  }

  private static var examples: String {
    "## Examples\n\n"
      + StrategyExample.all.map { "### \($0.title)\n\n\($0.words)\n\n```yaml\n\($0.yaml)\n```" }.joined(separator: "\n\n")
  }

  private static var presets: String {
    let rows = Presets.all.map { "| `\($0.name)` | \(cell($0.summary)) | \(cell($0.source)) |" }
    return "## Presets\n\nWhat a source left open stands in the caveats of each (`--show NAME`), and in every report.\n\n"
      + "| preset | what it is | source |\n|---|---|---|\n" + rows.joined(separator: "\n")
  }
}

extension ReferenceRow {
  /// The path of the mapping that the field stands in.
  fileprivate var parent: String { path.lastIndex(of: ".").map { String(path[..<$0]) } ?? "" }
  /// The key in that mapping.
  fileprivate var name: String { path.lastIndex(of: ".").map { String(path[path.index(after: $0)...]) } ?? path }
}
