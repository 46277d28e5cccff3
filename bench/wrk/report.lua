-- Shared by the scripts of this folder: every thread counts good and bad answers, and done() prints them as one line.
local threads = {}

function setup(thread)
  thread:set("number", #threads)
  table.insert(threads, thread)
end

good, bad, problem = 0, 0, ""

function refuse(status, body)
  bad = bad + 1
  if problem == "" then problem = status .. " " .. string.sub(body or "", 1, 160) end
end

local function quoted(text) return '"' .. text:gsub('[%c"\\]', " ") .. '"' end

function done(summary, latency, requests)
  local good, bad, problem = 0, 0, ""
  for _, thread in ipairs(threads) do
    good = good + thread:get("good")
    bad = bad + thread:get("bad")
    if problem == "" then problem = thread:get("problem") end
  end
  local errors = summary.errors
  print(string.format('BENCH {"seconds":%.6f,"requests":%d,"good":%d,"bad":%d,'
    .. '"non2xx":%d,"socketErrors":%d,"p50":%.3f,"p95":%.3f,"p99":%.3f,"problem":%s}',
    summary.duration / 1e6, summary.requests, good, bad, errors.status, errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000, quoted(problem)))
end
