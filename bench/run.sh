#!/usr/bin/env bash
# bench/run.sh [ROUNDS [WORK ...]]: Souschef beside Python PyTorch, in turns. PYTHON names an interpreter that has torch (and
# torchvision, for an epoch); default python3. See bench/README.md.
set -euo pipefail
cd "$(dirname "$0")/.."
mvn -q -B -ntp -pl bench -am -DskipTests package \
    org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath -Dmdep.outputFile=target/classpath
classpath=bench/target/classes:core/target/classes:$(cat bench/target/classpath)
java -Xms64m -Xmx64m -XX:+AlwaysPreTouch -Dorg.bytedeco.javacpp.maxPhysicalBytes=0 -cp "$classpath" io.souschef.bench.MemoryAfterSteps
java -cp "$classpath" io.souschef.bench.SideBySide "${PYTHON:-python3}" bench/peer/peer.py "$@"
