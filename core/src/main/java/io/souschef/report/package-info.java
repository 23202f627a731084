/**
 * The report of a run, from its notebook alone: {@link io.souschef.report.Report} writes one self-contained HTML page,
 * {@link io.souschef.report.FindingText} the same findings for a terminal.
 *
 * <p>{@code Story} sorts the notebook's entries into what a reader asks for; {@code Page} and the sections it is made of turn that
 * into {@code Html}; one small class per kind of evidence draws. Nothing here measures or judges.
 */
@org.jspecify.annotations.NullMarked
package io.souschef.report;
