namespace Wristband.Platform.OAuth.Keys;

/// <summary>How an application signs its tokens. The members are named as tokens and metadata write them.</summary>
internal enum SigningAlgorithm
{
    /// <summary>RSA of 2048 bits. What official SDKs expect.</summary>
    RS256,

    /// <summary>ECDSA on P-256. A signature costs a fraction of the processor time and a third of the bytes.</summary>
    ES256,
}
