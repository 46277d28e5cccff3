using Microsoft.Extensions.DependencyInjection;

namespace Wristband.AspNetCore.Tokens;

/// <summary>Tokens: how they are asked for, verified and revoked.</summary>
internal static class TokensExtensions
{
    public static IServiceCollection AddTokens(this IServiceCollection services) => services
        .AddSingleton<Revocation>()
        .AddSingleton<RefreshTokenGrant>()
        .AddSingleton<SigningKeys>()
        .AddSingleton<TokenSignature>();
}
