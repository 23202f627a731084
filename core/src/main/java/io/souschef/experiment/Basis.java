package io.souschef.experiment;

/**
 * What an experiment stands on besides its configuration: when one of these changes, its results are worth nothing for the new one.
 *
 * @param data the fingerprint of the data set and its split: "sha256 6d95…"
 * @param code the version of the code that trains: "souschef 0.1.0, libtorch 2.10.0"
 */
public record Basis(String data, String code) {}
