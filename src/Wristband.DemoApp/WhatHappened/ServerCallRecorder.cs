namespace Wristband.DemoApp.WhatHappened;

/// <summary>
/// __WRISTBAND__ Sits in the SDK's own HTTP client and notes which addresses of the platform a sign-in asks; not what was said.
/// </summary>
internal sealed class ServerCallRecorder(IHttpContextAccessor http, TimeProvider time) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // Taken before the call: a request that gives up may be over when the answer comes.
        var record = LoginRecord.Of(http.HttpContext);
        var started = time.GetTimestamp();
        HttpResponseMessage? answer = null;
        try
        {
            return answer = await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            record?.ServerCalled(request, (int?)answer?.StatusCode, time.GetElapsedTime(started));
        }
    }
}
