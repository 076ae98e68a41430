# Reads .trx files: prints each failed and skipped test with its reason, then "passed failed skipped".
# A result is <UnitTestResult … testName="…" outcome="…">, its reason <Message>, maybe over several lines.

function attribute(line, name,    at) {
  at = index(line, " " name "=\"")
  if (!at) return ""
  line = substr(line, at + length(name) + 3)
  return substr(line, 1, index(line, "\"") - 1)
}

function plain(text) {
  gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&quot;/, "\"", text)
  gsub(/&#xD;|&#xA;/, " ", text); gsub(/&amp;/, "\\&", text); gsub(/[ \t\r]+/, " ", text)
  return text
}

function finish() {
  if (outcome == "Failed") { failed++; print "FAILED  " plain(name) ": " plain(reason) }
  else if (outcome == "NotExecuted") { skipped++; print "SKIPPED " plain(name) ": " plain(reason) }
  else if (outcome == "Passed") passed++
  else if (outcome != "") { failed++; print "FAILED  " plain(name) ": " outcome }
  outcome = ""; reason = ""; in_message = 0
}

/<UnitTestResult / {
  finish()
  name = attribute($0, "testName")
  outcome = attribute($0, "outcome")
}

# Skipped tests say why in <Message> of <ErrorInfo>, or in <StdOut>.
outcome != "" && outcome != "Passed" && /<(Message|StdOut)>/ {
  in_message = 1
  sub(/.*<(Message|StdOut)>/, "")
}

in_message {
  ended = sub(/<\/(Message|StdOut)>.*/, "")
  if (length(reason) < 2000) reason = reason (reason == "" ? "" : " ") $0
  if (ended) in_message = 0
}

/<\/UnitTestResult>/ || /<\/Results>/ { finish() }

END { finish(); printf "%d %d %d\n", passed, failed, skipped }
