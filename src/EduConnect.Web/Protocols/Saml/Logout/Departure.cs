namespace EduConnect.Web.Protocols.Saml.Logout;

/// <summary>A session that has ended, whose services are being told, and what comes afterwards.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="StartedAt">UTC.</param>
internal sealed record Departure(Guid SessionId, DateTime StartedAt)
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    private const string Purpose = "departure";

    /// <summary>The service that asked for the sign-out by SAML; null when another did.</summary>
    public AwaitedAnswer? Answer { get; init; }

    /// <summary>A path of ours to go to at the end; null for the page that says it is done.</summary>
    public string? Next { get; init; }

    /// <summary>Names of the services that cannot be told.</summary>
    public IReadOnlyList<string> Untold { get; init; } = [];

    /// <summary>The departure at one of its pages.</summary>
    public string Address(ProtectedState states, string page) => $"{page}?etape=" + states.Write(Purpose, writer =>
    {
        writer.Write(SessionId);
        writer.Write(StartedAt);
        writer.WriteOptional(Next);
        writer.Write(Untold.Count);
        foreach (var name in Untold)
        {
            writer.Write(name);
        }

        writer.Write(Answer is not null);
        Answer?.Write(writer);
    });

    public static Departure? Read(ProtectedState states, string? text) => states.Read(Purpose, text, reader =>
        new Departure(reader.ReadGuid(), reader.ReadUtc()) { Next = reader.ReadOptional(), Untold = Names(reader), Answer = reader.ReadBoolean() ? AwaitedAnswer.Read(reader) : null });

    private static string[] Names(BinaryReader reader) => [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadString())];
}
