namespace Wristband.Platform.Data;

/// <summary>A row that keeps how something of its owner looks.</summary>
internal interface IStyled : IApplicationOwned, IVersioned
{
    string Id { get; }

    /// <summary>The style: a JSON object with the fields that somebody chose.</summary>
    string Style { get; set; }
    DateTimeOffset CreatedAt { get; }
    DateTimeOffset UpdatedAt { get; set; }
}
