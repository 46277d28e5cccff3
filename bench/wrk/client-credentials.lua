-- A machine's token, again and again; each answer must hold one.
dofile(os.getenv("BENCH_WRK") .. "/report.lua")

wrk.method = "POST"
wrk.body = "grant_type=client_credentials"
wrk.headers["Authorization"] = os.getenv("BENCH_AUTHORIZATION")
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
wrk.headers["Host"] = os.getenv("BENCH_HOST")

function response(status, _, body)
  if status == 200 and body:find('"access_token"', 1, true) then good = good + 1 else refuse(status, body) end
end
