-- One chain of refresh tokens for each connection: every request sends the newest token, every answer must bring the next one.
dofile(os.getenv("BENCH_WRK") .. "/report.lua")

function init()
  local line = 0
  for text in io.lines(os.getenv("BENCH_TOKENS")) do
    if line == number then token = text end
    line = line + 1
  end
  headers = {
    ["Authorization"] = os.getenv("BENCH_AUTHORIZATION"),
    ["Content-Type"] = "application/x-www-form-urlencoded",
    ["Host"] = os.getenv("BENCH_HOST"),
  }
end

function request()
  return wrk.format("POST", nil, headers, "grant_type=refresh_token&refresh_token=" .. token)
end

function response(status, _, body)
  local successor = body:match('"refresh_token"%s*:%s*"([^"]+)"')
  if status == 200 and successor and successor ~= token and body:find('"access_token"', 1, true) and body:find('"id_token"', 1, true) then
    token = successor
    good = good + 1
  else
    refuse(status, body)
  end
end
