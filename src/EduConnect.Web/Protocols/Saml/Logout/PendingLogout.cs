namespace EduConnect.Web.Protocols.Saml.Logout;

/// <summary>A sign-out request that obeys the rules, on its way to the address where the browser sends its cookies.</summary>
/// <param name="Answer">Who waits for the answer.</param>
/// <param name="NameId">Who is to be signed out.</param>
/// <param name="SessionIndex">Which session; null for the one of this browser.</param>
/// <param name="ArrivedAt">UTC.</param>
internal sealed record PendingLogout(AwaitedAnswer Answer, string NameId, string? SessionIndex, DateTime ArrivedAt)
{
    /// <summary>Nobody has to do anything in between.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    private const string Purpose = "logout";

    public string Address(ProtectedState states) => $"{SamlPaths.LogoutContinue}?demande=" + states.Write(Purpose, writer =>
    {
        Answer.Write(writer);
        writer.Write(NameId);
        writer.WriteOptional(SessionIndex);
        writer.Write(ArrivedAt);
    });

    public static PendingLogout? Read(ProtectedState states, string? text) =>
        states.Read(Purpose, text, reader => new PendingLogout(AwaitedAnswer.Read(reader), reader.ReadString(), reader.ReadOptional(), reader.ReadUtc()));
}

/// <summary>An answer that a service waits for.</summary>
/// <param name="ClientId">The service.</param>
/// <param name="RequestId">What it asked.</param>
/// <param name="RelayState">To be given back.</param>
internal sealed record AwaitedAnswer(string ClientId, string RequestId, string? RelayState)
{
    public void Write(BinaryWriter writer)
    {
        writer.Write(ClientId);
        writer.Write(RequestId);
        writer.WriteOptional(RelayState);
    }

    public static AwaitedAnswer Read(BinaryReader reader) => new(reader.ReadString(), reader.ReadString(), reader.ReadOptional());
}
