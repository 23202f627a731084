#!/usr/bin/env bash
# bench/checks.sh [convnet|mlp|gpt ...]: what all checks cost on programs of real size. See bench/README.md.
set -euo pipefail
cd "$(dirname "$0")/.."
mvn -q -B -ntp -pl bench -am -DskipTests package \
    org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath -Dmdep.outputFile=target/classpath
classpath=bench/target/classes:core/target/classes:$(cat bench/target/classpath)
exec java -XX:+UseSerialGC -Dorg.bytedeco.javacpp.maxPhysicalBytes=0 -cp "$classpath" io.souschef.bench.CheckSuite "$@"
