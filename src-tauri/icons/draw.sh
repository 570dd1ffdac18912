#!/usr/bin/env bash
# Draws the raster icons from icon.svg (Chromium and ImageMagick, both installed by cargo xtask setup).
set -euo pipefail
cd "$(dirname "$0")"
chromium --headless --no-sandbox --hide-scrollbars --default-background-color=00000000 \
    --window-size=512,512 --screenshot="$PWD/icon.png" "file://$PWD/icon.svg" 2>/dev/null
im() { if [ -x /usr/bin/convert ]; then /usr/bin/convert "$@"; else magick "$@"; fi; }
for size in 32 128 256; do
    im icon.png -resize "${size}x${size}" -strip "PNG32:${size}x${size}.png"
done
im icon.png -strip PNG32:icon.png
im icon.png -define icon:auto-resize=256,64,48,32,16 icon.ico
