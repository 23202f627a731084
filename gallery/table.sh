#!/usr/bin/env bash
# gallery/table.sh [SEEDS [PART ...]]: every check on every program of the gallery, over 5 seeds unless told otherwise, or on those whose
# name or code has PART in it; 4-5 as SEEDS are these two. Progress and misses go to the terminal, the table of docs/gallery.md to standard output.
# gallery/table.sh --rules [SEEDS]: the rules over symptoms on the same programs.
# gallery/table.sh --measured CODE [SEEDS]: what one check measures on each of them, a line per program and seed, tabs between.
set -euo pipefail
cd "$(dirname "$0")/.."
mvn -q -B -ntp -pl gallery -am -DskipTests package \
    org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath -Dmdep.outputFile=target/classpath >&2
classpath=gallery/target/classes:core/target/classes:$(cat gallery/target/classpath)
class=Table
case "${1:-}" in
    --rules) class=SymptomRules; shift ;;
    --measured) class=Measured; shift ;;
esac
OMP_NUM_THREADS=1 exec java -XX:+UseSerialGC -Dorg.bytedeco.javacpp.maxPhysicalBytes=0 -cp "$classpath" "io.souschef.gallery.$class" "$@"
