using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace Wristband.Platform.Tests.Isolation;

/// <summary>Notes which parameters of the query each endpoint looks at, so that one that names an id cannot be forgotten.</summary>
internal sealed class ReadQueries : IStartupFilter
{
    private readonly ConcurrentDictionary<(string Key, string Name), byte> _read = new();

    /// <summary>Each endpoint with each name.</summary>
    public IEnumerable<(string Key, string Name)> All => _read.Keys;

    public void Watch(WebApplicationBuilder builder) => builder.Services.AddSingleton<IStartupFilter>(this);

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, following) =>
        {
            var watched = new WatchedQueryCollection(context.Request.Query);
            context.Features.Set<IQueryFeature>(new QueryFeature(watched));
            await following(context);
            if (context.GetEndpoint() is RouteEndpoint endpoint && ApiEndpoint.KeyOf(endpoint, context.Request.Method) is { } key)
                foreach (var name in watched.Read) _read[(key, name)] = 0;
        });
        next(app);
    };

    private sealed class WatchedQueryCollection(IQueryCollection query) : IQueryCollection
    {
        public HashSet<string> Read { get; } = [];

        public int Count => query.Count;

        public ICollection<string> Keys => query.Keys;

        public StringValues this[string key] => Noted(key) ? query[key] : default;

        public bool ContainsKey(string key) => Noted(key) && query.ContainsKey(key);

        public bool TryGetValue(string key, [MaybeNullWhen(false)] out StringValues value)
        {
            Read.Add(key);
            return query.TryGetValue(key, out value);
        }

        public IEnumerator<KeyValuePair<string, StringValues>> GetEnumerator() => query.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        private bool Noted(string key)
        {
            Read.Add(key);
            return true;
        }
    }
}
