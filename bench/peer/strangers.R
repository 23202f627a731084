# Rscript strangers.R OUT: the tables of bench/strangers.tsv as CSV, out of the R packages modeldata and mlbench
# (Debian: r-base-core, r-cran-modeldata, r-cran-mlbench; weka has credit-g.arff in /usr/share/doc/weka/examples).
out <- commandArgs(TRUE)[1]
tables <- list(
  modeldata = c("ames", "attrition", "car_prices", "cells", "Chicago", "concrete", "credit_data", "hpc_data", "lending_club",
                "mlc_churn", "penguins", "Sacramento", "stackoverflow"),
  mlbench = c("BostonHousing", "DNA", "LetterRecognition", "Ozone", "PimaIndiansDiabetes2", "Satellite", "Servo", "Shuttle",
              "Sonar", "Vehicle", "Vowel"))
for (package in names(tables)) for (name in tables[[package]]) {
  place <- new.env()
  data(list = name, package = package, envir = place)
  table <- as.data.frame(get(name, place))
  if (name == "Shuttle") { table <- table[1:15000, ]; name <- "shuttle15k" }
  write.csv(table, file.path(out, paste0(name, ".csv")), row.names = FALSE, na = "")
}
