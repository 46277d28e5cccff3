using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Wristband.AspNetCore.Configuration;

/// <summary>
/// The framework's key ring, filled from secrets in configuration: each secret yields one key by HKDF, the same on every replica, and
/// nothing is stored. The first encrypts, all decrypt. AES-256-GCM, for which data protection derives a fresh key per message.
/// </summary>
internal sealed class SessionSecretKeys(IReadOnlyList<string> secrets, string clientId) : IXmlRepository
{
    private static readonly DateTimeOffset Epoch = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Never = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public IReadOnlyCollection<XElement> GetAllElements() => [.. secrets.Select((secret, index) => Key(secret, index))];

    public void StoreElement(XElement element, string friendlyName) =>
        throw new InvalidOperationException(
            "Keys come from 'Wristband:SessionSecrets'; nothing can be stored there. To revoke a key, remove its secret.");

    private XElement Key(string secret, int index)
    {
        var material = Derive(secret, "master-key", 64);
        using var masterKey = new Microsoft.AspNetCore.DataProtection.Secret(material);
        var algorithm = new AuthenticatedEncryptorConfiguration
        {
            EncryptionAlgorithm = EncryptionAlgorithm.AES_256_GCM,
            ValidationAlgorithm = ValidationAlgorithm.HMACSHA256,
        };
        var exported = new AuthenticatedEncryptorDescriptor(algorithm, masterKey).ExportToXml();
        // The key ring encrypts with the newest active key: the first secret is the newest.
        var activation = Epoch.AddDays(secrets.Count - index);
        return new XElement(
            "key",
            new XAttribute("id", new Guid(Derive(secret, "key-id", 16))),
            new XAttribute("version", 1),
            new XElement("creationDate", activation),
            new XElement("activationDate", activation),
            new XElement("expirationDate", Never),
            new XElement(
                "descriptor",
                new XAttribute("deserializerType", exported.DeserializerType.AssemblyQualifiedName!),
                exported.SerializedDescriptorElement));
    }

    /// <summary>Bound to the client, so that two applications with one secret still cannot read each other's cookies (S-44).</summary>
    private byte[] Derive(string secret, string purpose, int length)
    {
        var client = Encoding.UTF8.GetBytes(clientId);
        var info = new byte[4 + client.Length + purpose.Length];
        BinaryPrimitives.WriteInt32BigEndian(info, client.Length);
        client.CopyTo(info, 4);
        Encoding.ASCII.GetBytes(purpose).CopyTo(info, 4 + client.Length);
        return HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), length,
            "Wristband.AspNetCore session secrets v1"u8.ToArray(), info);
    }
}
