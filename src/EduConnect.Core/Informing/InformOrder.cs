using System.Text.Json;
using EduConnect.Core.Schools.Lists;

namespace EduConnect.Core.Informing;

/// <summary>How the holders are told.</summary>
public enum InformWay
{
    /// <summary>Feuilles individuelles imprimables.</summary>
    Sheets = 1,

    /// <summary>Envoi d'un mail; guardians only (row #143).</summary>
    Mail = 2,
}

/// <summary>What an agent asked: the argument of an <c>inform</c> operation.</summary>
/// <param name="Kind">the list</param>
/// <param name="Way">sheets or mail</param>
/// <param name="PerPage">people on a page of paper: 1, 2 or, for pupils, 8</param>
/// <param name="WithReset">"Avec réinitialisation du mot de passe"</param>
/// <param name="AgentName">who asked, as the progress page shows it</param>
/// <param name="Accounts">the accounts selected, resolved by the server</param>
public sealed record InformOrder(ListKind Kind, InformWay Way, int PerPage, bool WithReset, string AgentName, IReadOnlyList<Guid> Accounts)
{
    /// <summary>Kind of operation.</summary>
    public const string OperationKind = "inform";

    /// <summary>Whether the parts go together.</summary>
    public bool IsPossible =>
        (Way == InformWay.Sheets || !Kind.IsOfPupils()) && (PerPage is 1 or 2 || (PerPage == 8 && Kind.IsOfPupils()));

    /// <summary>As stored.</summary>
    public string ToJson() => JsonSerializer.Serialize(this);

    /// <summary>From what was stored.</summary>
    public static InformOrder Read(string json) => JsonSerializer.Deserialize<InformOrder>(json)!;
}

/// <summary>What an <c>inform</c> operation did.</summary>
/// <param name="Sheets">people with a sheet to print</param>
/// <param name="Mailed">people a mail goes to</param>
/// <param name="NotMailed">people without a working address: nothing was changed for them</param>
/// <param name="Gone">people who left the school meanwhile</param>
/// <param name="TiesReported">people who reported every child of this list as not theirs: nothing was changed for them</param>
public sealed record InformOutcome(int Sheets, int Mailed, int NotMailed, int Gone, int TiesReported = 0)
{
    /// <summary>As stored.</summary>
    public string ToJson() => JsonSerializer.Serialize(this);

    /// <summary>From what was stored.</summary>
    public static InformOutcome Read(string json) => JsonSerializer.Deserialize<InformOutcome>(json)!;
}
