#!/usr/bin/env bash
# Fuzzes every parser of what comes from outside for a bounded time: Scripts/fuzz.sh [TARGET…]
#
# FUZZ_SECONDS (30) is the time for each target, FUZZ_DIR (.build/fuzz) where modules, corpora and crashes go. Targets are the files of
# Fuzz/; each begins from the samples that lie beside the repository, where they do, from those of Fuzz/Seeds, and from what earlier runs
# found. SwiftPM cannot build programs without a main of their own, so the modules are compiled here, bottom to top, with the sanitizers.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${FUZZ_SECONDS:-30}
dir=${FUZZ_DIR:-.build/fuzz}
data=../shared/data
mkdir -p "$dir/modules" "$dir/objects"

rules=(-swift-version 6 -enable-upcoming-feature ExistentialAny -enable-upcoming-feature InternalImportsByDefault
  -enable-upcoming-feature MemberImportVisibility)
swift_flags=(-O -g -enable-testing -parse-as-library -sanitize=fuzzer,address -I "$dir/modules" -L "$dir/objects")
language=("${rules[@]}")
objects=()

# A C target: its objects, and a module map, as SwiftPM would make it.
native() {
  local name=$1
  mkdir -p "$dir/modules/$name"
  {
    echo "module $name {"
    for header in "$PWD/Sources/$name"/include/*.h; do echo "  header \"$header\""; done
    echo "  export *"; echo "}"
  } > "$dir/modules/$name/module.modulemap"
  for source in Sources/"$name"/*.c; do
    local object="$dir/objects/$name-$(basename "$source" .c).o"
    clang -c -O2 -g -fsanitize=fuzzer-no-link,address -ISources/"$name"/include "$source" -o "$object"
    objects+=("$object")
  done
  swift_flags+=(-Xcc -fmodule-map-file="$dir/modules/$name/module.modulemap")
}

# A Swift module from files.
module() {
  local name=$1; shift
  local object="$dir/objects/$name.o"
  if [ ! -e "$object" ] || [ -n "$(find "$@" Scripts/fuzz.sh -newer "$object" -print -quit)" ]; then
    echo "Compiling $name"
    swiftc "${swift_flags[@]}" "${language[@]}" -wmo -module-name "$name" -emit-module -emit-module-path "$dir/modules/$name.swiftmodule" -c "$@" -o "$object"
  fi
  objects+=("$object")
}

swift_flags+=(-Xcc -fmodule-map-file="$PWD/Sources/CZstd/module.modulemap")
for folder in Sources/C*/include; do native "$(basename "$(dirname "$folder")")"; done
for name in Units Similarity Traces Ingest; do
  mapfile -t files < <(find "Sources/$name" -name '*.swift' | sort)
  module "$name" "${files[@]}"
done

# Of Scenarios only what reads a map of fields, with the parser of YAML below it.
yams=.build/checkouts/Yams
[ -d "$yams" ] || swift package resolve
mkdir -p "$dir/modules/CYaml"
echo "module CYaml { umbrella \"$(realpath "$yams/Sources/CYaml/include")\" export * }" > "$dir/modules/CYaml/module.modulemap"
for source in "$yams"/Sources/CYaml/src/*.c; do
  object="$dir/objects/CYaml-$(basename "$source" .c).o"
  [ -e "$object" ] || clang -c -O2 -g -fsanitize=fuzzer-no-link,address -DYAML_DECLARE_EXPORT -I"$yams/Sources/CYaml/include" \
    -I"$yams/Sources/CYaml/src" "$source" -o "$object"
  objects+=("$object")
done
swift_flags+=(-Xcc -fmodule-map-file="$dir/modules/CYaml/module.modulemap")
mapfile -t files < <(find "$yams/Sources/Yams" -name '*.swift' | sort)
language=(-swift-version 5 -DSWIFT_PACKAGE -suppress-warnings)
module Yams "${files[@]}"
language=("${rules[@]}")
module Scenarios Sources/Scenarios/{YAMLNode,ScenarioError,Quantities,MapFile}.swift

# What is near the grammar of a target is found from samples soon, and from nothing late.
seeds() {
  case $1 in
    JSON) ls -d "$data"/hostile/jsontestsuite/test_parsing/* "$data"/formats/*.json ;;
    CSV) ls -d "$data"/formats/*.csv ;;
    Packings) ls -d "$data"/hostile/zstd/*/* "$data"/formats/*.gz "$data"/formats/*.bin ;;
    Containers | Formats) ls -d "$data"/formats/* ;;
    *) ls -d Fuzz/Seeds/"$1"/* ;;
  esac 2>/dev/null || true
}

targets=("$@")
[ ${#targets[@]} -gt 0 ] || mapfile -t targets < <(basename -s .swift Fuzz/*.swift)
failed=()
for target in "${targets[@]}"; do
  corpus="$dir/corpus/$target"
  mkdir -p "$corpus" "$dir/crashes"
  while read -r seed; do
    if [ -f "$seed" ] && [ "$(stat -c %s "$seed")" -lt 65536 ]; then cp -n "$seed" "$corpus/$(basename "$seed")" 2>/dev/null || true; fi
  done < <(seeds "$target")
  echo "Fuzzing $target for $seconds s"
  rm -f "$dir/$target"
  swiftc "${swift_flags[@]}" "${rules[@]}" "Fuzz/$target.swift" "${objects[@]}" -lzstd -lisal -o "$dir/$target" 2>&1 |
    grep -v "Cannot export local symbol" >&2 || true
  [ -x "$dir/$target" ] || { failed+=("$target"); continue; }
  ASAN_OPTIONS=detect_leaks=0 "$dir/$target" "$corpus" -max_total_time="$seconds" -max_len=65536 -timeout=20 -rss_limit_mb=3000 \
    -artifact_prefix="$dir/crashes/$target-" -print_final_stats=1 > "$dir/$target.log" 2>&1 || failed+=("$target")
  grep -E "stat::number_of_executed_units|cov: [0-9]+ .*DONE|^#[0-9]+.*DONE|SUMMARY|ERROR: libFuzzer|Fatal error|Test unit written" "$dir/$target.log" || true
done
if [ ${#failed[@]} -gt 0 ]; then
  echo "fuzz: ${failed[*]} failed; what made them fail is in $dir/crashes" >&2
  exit 1
fi
