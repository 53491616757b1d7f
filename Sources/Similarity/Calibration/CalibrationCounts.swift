let calibrationCounts = ""
