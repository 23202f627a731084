/**
 * The checks: each a hypothesis about a training program, a cheap experiment, and a finding that names the cause. One small file
 * per trap.
 *
 * <p>Three things are kept apart. A {@link io.souschef.check.Probe} measures, on fresh programs, and gives plain Java data; what
 * several checks need is measured once. A {@link io.souschef.check.Check} judges. Drawing is the report's. {@link
 * io.souschef.check.CheckRun} runs checks so that none can hang, crash or mislead another.
 */
@org.jspecify.annotations.NullMarked
package io.souschef.check;
