using Microsoft.Extensions.DependencyInjection;

namespace Wristband.AspNetCore.Tokens;

/// <summary>Access tokens: how they are renewed, revoked and verified.</summary>
internal static class TokensExtensions
{
    public static IServiceCollection AddTokens(this IServiceCollection services) => services
        .AddSingleton<Revocation>()
        .AddSingleton<RefreshGrant>()
        .AddSingleton<SharedRefresh>()
        .AddSingleton<SessionRefresh>()
        .AddSingleton<FreshSession>()
        .AddSingleton<SigningKeys>()
        .AddSingleton<TokenSignature>()
        .AddSingleton<TokenEndpoint>();
}
