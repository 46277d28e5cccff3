namespace Wristband.Platform.Testing;

/// <summary>What exists on the platform when it starts. More comes to be by signing up.</summary>
public sealed record RealPlatformOptions
{
    /// <summary>The application's name; its roles are called <c>app:{name}:{role}</c>.</summary>
    /// <value><c>demo</c></value>
    public string Application { get; init; } = "demo";

    /// <summary>Where a browser finds the application under test.</summary>
    /// <value><c>https://localhost</c></value>
    public Uri ApplicationUrl { get; init; } = new("https://localhost");

    /// <summary>The path of the SDK's endpoints in the application.</summary>
    /// <value><c>/api/auth</c></value>
    public string AuthPath { get; init; } = "/api/auth";

    /// <summary>Who can sign in. Their tenants and roles come into being with them; everybody who signs up becomes <c>owner</c>.</summary>
    /// <value>Nobody.</value>
    public IReadOnlyList<Account> Accounts { get; init; } = [];

    /// <summary>The platform's clock.</summary>
    /// <value>The system's.</value>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

/// <summary>Somebody with a password at a tenant. The address counts as confirmed.</summary>
/// <param name="Tenant">The tenant's name: one DNS label.</param>
/// <param name="Email">The e-mail address.</param>
/// <param name="Password">The password; the rules for chosen passwords do not apply.</param>
/// <param name="Roles">The roles' short names, such as <c>owner</c>.</param>
public sealed record Account(string Tenant, string Email, string Password, params IReadOnlyList<string> Roles);
