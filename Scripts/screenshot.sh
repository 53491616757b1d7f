#!/bin/sh
# Takes the picture of the demo's report that the README shows: its first screen, by headless Chromium.
set -eu
cd "$(dirname "$0")/.."
command -v chromium >/dev/null || {
  echo "screenshot: Chromium is missing; on Debian: apt-get install chromium" >&2
  exit 1
}
chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --force-device-scale-factor=1 --window-size=1280,1130 \
  --screenshot=Reports/demo/report.png "file://$PWD/Reports/demo/report.html" >/dev/null 2>&1
