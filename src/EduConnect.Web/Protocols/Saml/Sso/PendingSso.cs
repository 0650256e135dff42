using EduConnect.Core.Federation.Saml;

namespace EduConnect.Web.Protocols.Saml.Sso;

/// <summary>A request that obeys the rules and waits for its answer while the person signs in.</summary>
/// <param name="ClientId">The service.</param>
/// <param name="Consumer">Index of the address the answer goes to, looked up again in the contract of that moment.</param>
/// <param name="ArrivedAt">UTC.</param>
internal sealed record PendingSso(string ClientId, int Consumer, DateTime ArrivedAt)
{
    /// <summary>How long a person may take: an activation with its codes fits in.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(1);

    private const string Purpose = "sso";

    /// <summary>Identifier of the request; null when the service asked nothing (SAML Profiles §4.1.5).</summary>
    public string? RequestId { get; init; }

    public string? RelayState { get; init; }

    public bool IsForced { get; init; }

    public bool IsPassive { get; init; }

    public SamlNameId NameId { get; init; }

    /// <summary>The class to state.</summary>
    public string Context { get; init; } = SamlNames.ProtectedPassword;

    /// <summary>The address of a state.</summary>
    public string Address(ProtectedState states) => $"{SamlPaths.Continue}?demande=" + states.Write(Purpose, writer =>
    {
        writer.Write(ClientId);
        writer.Write(Consumer);
        writer.Write(ArrivedAt);
        writer.WriteOptional(RequestId);
        writer.WriteOptional(RelayState);
        writer.Write(IsForced);
        writer.Write(IsPassive);
        writer.Write((int)NameId);
        writer.Write(Context);
    });

    /// <summary>The state of a text; null when it is not one of ours.</summary>
    public static PendingSso? Read(ProtectedState states, string? text) => states.Read(Purpose, text, reader =>
        new PendingSso(reader.ReadString(), reader.ReadInt32(), reader.ReadUtc())
        {
            RequestId = reader.ReadOptional(),
            RelayState = reader.ReadOptional(),
            IsForced = reader.ReadBoolean(),
            IsPassive = reader.ReadBoolean(),
            NameId = (SamlNameId)reader.ReadInt32(),
            Context = reader.ReadString(),
        });
}
