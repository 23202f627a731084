package io.souschef.experiment;

/**
 * What is believed before an experiment, stated before it runs.
 *
 * @param statement what is believed: "the net still overfits, so shifted copies of the digits help"
 * @param change the one thing that is changed against the control: "augmentation: shift by up to 2 pixels"
 * @param expected what should then be measured: "validation accuracy up by 0.3 points or more"
 */
public record Hypothesis(String statement, String change, String expected) {}
