-- The same GET again and again; each answer must hold what was expected.
dofile(os.getenv("BENCH_WRK") .. "/report.lua")

local expected = os.getenv("BENCH_EXPECTED")
wrk.headers["Host"] = os.getenv("BENCH_HOST")
wrk.headers["Authorization"] = os.getenv("BENCH_AUTHORIZATION")
wrk.headers["Cookie"] = os.getenv("BENCH_COOKIE")

function response(status, _, body)
  if status == 200 and body:find(expected, 1, true) then good = good + 1 else refuse(status, body) end
end
