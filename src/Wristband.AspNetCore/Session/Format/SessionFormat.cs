using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace Wristband.AspNetCore.Session.Format;

/// <summary>
/// A session as bytes, before they are sealed. It keeps what the framework's own serializer keeps, in less room and in one pass: the bytes
/// travel with every request and are read on every request. The scheme is not in them, the seal already stands for it.
/// </summary>
internal sealed class SessionFormat(string scheme) : IDataSerializer<AuthenticationTicket>
{
    /// <summary>
    /// Grows with every change to what is written, <see cref="CommonWords"/> included: a reader refuses what it does not know.
    /// </summary>
    private const byte Version = 1;

    public byte[] Serialize(AuthenticationTicket model)
    {
        var writer = new SessionBytesWriter();
        writer.Number(Version);
        var items = model.Properties.Items;
        writer.Number(items.Count);
        foreach (var (key, value) in items) writer.Pair(key, value);
        var identities = model.Principal.Identities.ToList();
        writer.Number(identities.Count);
        foreach (var identity in identities) Write(writer, identity);
        return writer.ToArray();
    }

    /// <summary>Null for bytes of another version, or that are no session.</summary>
    public AuthenticationTicket? Deserialize(byte[] data)
    {
        try
        {
            var reader = new SessionBytesReader(data);
            return reader.Number() == Version ? Read(ref reader) : null;
        }
        catch (Exception e) when (e is IndexOutOfRangeException or ArgumentException or FormatException)
        {
            return null;
        }
    }

    private AuthenticationTicket Read(ref SessionBytesReader reader)
    {
        var properties = new AuthenticationProperties();
        for (var left = reader.Number(); left > 0; left--) properties.Items[reader.Word()] = reader.Text();
        var principal = new ClaimsPrincipal();
        for (var left = reader.Number(); left > 0; left--) principal.AddIdentity(ReadIdentity(ref reader));
        return new AuthenticationTicket(principal, properties, scheme);
    }

    private static void Write(SessionBytesWriter writer, ClaimsIdentity identity)
    {
        writer.Text(identity.AuthenticationType);
        writer.Text(identity.NameClaimType);
        writer.Text(identity.RoleClaimType);
        writer.Text(identity.BootstrapContext as string);
        var claims = identity.Claims.ToList();
        writer.Number(claims.Count);
        foreach (var claim in claims) Write(writer, claim);
        writer.Number(identity.Actor is null ? 0 : 1);
        if (identity.Actor is { } actor) Write(writer, actor);
    }

    private static ClaimsIdentity ReadIdentity(ref SessionBytesReader reader)
    {
        var identity = new ClaimsIdentity(reader.Text(), reader.Text(), reader.Text()) { BootstrapContext = reader.Text() };
        for (var left = reader.Number(); left > 0; left--) identity.AddClaim(ReadClaim(ref reader, identity));
        if (reader.Number() > 0) identity.Actor = ReadIdentity(ref reader);
        return identity;
    }

    private static void Write(SessionBytesWriter writer, Claim claim)
    {
        writer.Pair(claim.Type, claim.Value);
        writer.Text(claim.ValueType);
        writer.Text(claim.Issuer);
        writer.Text(claim.OriginalIssuer);
        writer.Number(claim.Properties.Count);
        foreach (var (key, value) in claim.Properties) writer.Pair(key, value);
    }

    private static Claim ReadClaim(ref SessionBytesReader reader, ClaimsIdentity subject)
    {
        var claim = new Claim(reader.Word(), reader.Word(), reader.Text(), reader.Text(), reader.Text(), subject);
        for (var left = reader.Number(); left > 0; left--) claim.Properties[reader.Word()] = reader.Word();
        return claim;
    }
}
