using EduConnect.Core.Accounts;

namespace EduConnect.Core.Campaigns.Following;

/// <summary>Accounts of one kind and state.</summary>
/// <param name="Kind">pupils or guardians</param>
/// <param name="State">state of the accounts now</param>
/// <param name="Accounts">how many</param>
public sealed record PreviewedState(AccountKind Kind, AccountState State, int Accounts);

/// <summary>Accounts with a child, or of a pupil, in the schools of one académie.</summary>
/// <param name="Academie">code on two digits; empty for those who have no school</param>
/// <param name="Accounts">how many; a guardian counts once in each académie</param>
public sealed record PreviewedAcademie(string Academie, int Accounts);

/// <summary>Lines that share a verdict.</summary>
/// <param name="Verdict">the verdict</param>
/// <param name="Lines">how many</param>
/// <param name="First">numbers of the first ten, when the file has to be looked at again; otherwise empty</param>
public sealed record PreviewedVerdict(LineVerdict Verdict, int Lines, IReadOnlyList<int> First);

/// <summary>What a campaign will do, or did.</summary>
/// <param name="Campaign">the campaign</param>
/// <param name="Operation">the long work on it</param>
/// <param name="Accounts">accounts to be flagged, those flagged included</param>
/// <param name="States">the same accounts by kind and state</param>
/// <param name="Academies">the same accounts by académie</param>
/// <param name="Verdicts">all lines by verdict</param>
public sealed record CampaignPreview(
    Campaign Campaign, CampaignWork? Operation, int Accounts, IReadOnlyList<PreviewedState> States, IReadOnlyList<PreviewedAcademie> Academies, IReadOnlyList<PreviewedVerdict> Verdicts);

/// <summary>How far the long work on a campaign is.</summary>
/// <param name="State">waiting, running, done or failed</param>
/// <param name="Done">lines or accounts done</param>
/// <param name="Total">in all</param>
/// <param name="Error">why the last try failed</param>
public sealed record CampaignWork(Platform.Operations.OperationState State, int Done, int Total, string? Error);
