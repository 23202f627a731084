#!/usr/bin/env bash
# bench/watching.sh [smallest|mlp|convnet|gpt ...]: what watching a training for symptoms costs. See bench/README.md.
set -euo pipefail
cd "$(dirname "$0")/.."
mvn -q -B -ntp -pl bench -am -DskipTests package \
    org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath -Dmdep.outputFile=target/classpath
classpath=bench/target/classes:core/target/classes:$(cat bench/target/classpath)
export OMP_NUM_THREADS=1
exec java -Dorg.bytedeco.javacpp.maxPhysicalBytes=0 -cp "$classpath" io.souschef.bench.WatchingCost "$@"
