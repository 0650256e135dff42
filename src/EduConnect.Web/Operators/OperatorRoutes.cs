using EduConnect.Core.Operators.Switching;
using EduConnect.Core.Schools;

namespace EduConnect.Web.Operators;

/// <summary>Addresses of the operators' pages.</summary>
internal static class OperatorRoutes
{
    public const string Root = "/exploitation";
    public const string Work = Root + "/travaux";
    public const string Imports = Root + "/imports";
    public const string Messages = Root + "/messages";
    public const string Requeue = Messages + "/remettre";
    public const string Maintenance = Root + "/maintenance";
    public const string Switches = Root + "/interrupteurs";
    public const string Nights = Root + "/nuits";
    public const string Campaigns = Root + "/campagnes";
    public const string LoadCampaign = Campaigns + "/charger";
    public const string Services = Root + "/services";
    public const string Keys = Root + "/cles";
    public const string Agents = Root + "/agents";
    public const string AddAgent = Agents + "/ajouter";
    public const string Assistance = Root + "/assistance";
    public const string Faq = Root + "/faq";
    public const string AddSection = Faq + "/ajouter";

    /// <summary>The tabs, in their order.</summary>
    public static IReadOnlyList<string> Tabs { get; } = [Root, Work, Imports, Messages, Maintenance, Switches, Nights, Campaigns, Services, Keys, Agents, Assistance, Faq];

    private static readonly Dictionary<string, SwitchName> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["franceconnect"] = SwitchName.FranceConnect,
        ["informer"] = SwitchName.Inform,
        ["lister"] = SwitchName.List,
    };

    /// <summary>The page of one agent, or of one act about them.</summary>
    public static string AgentAddress(Guid id, string? act = null) => act is null ? $"{Agents}/{id}" : $"{Agents}/{id}/{act}";

    /// <summary>The page that takes a right back.</summary>
    public static string WithdrawAddress(Guid id, Guid right) => $"{Agents}/{id}/retirer/{right}";

    /// <summary>The page that edits what an académie says about a degree, or of one act about it.</summary>
    public static string AssistanceAddress(Academie academie, Degree degree, string? act = null) => $"{Assistance}/{academie.Slug}/{NameOf(degree)}{(act is null ? null : "/" + act)}";

    /// <summary>The page of a section of the questions of families, or of one act about it.</summary>
    public static string FaqAddress(string key, string? act = null) => $"{Faq}/{Uri.EscapeDataString(key)}{(act is null ? null : "/" + act)}";

    /// <summary>The page that edits a question of families, or that adds one.</summary>
    public static string QuestionAddress(string key, string? anchor = null) => FaqAddress(key, anchor is null ? "questions" : "questions/" + anchor);

    /// <summary>The page of one switch.</summary>
    public static string AddressOf(SwitchName name) => $"{Switches}/{Names.Single(one => one.Value == name).Key}";

    /// <summary>The page of a deposit that the safety brake holds, or of one of its two answers.</summary>
    public static string HeldAddress(Degree degree, string? answer, string deposit) =>
        $"{Imports}/{NameOf(degree)}/retenus{(answer is null ? null : "/" + answer)}?depot={Uri.EscapeDataString(deposit)}";

    /// <summary>A degree in an address.</summary>
    public static string NameOf(Degree degree) => degree == Degree.First ? "1d" : "2d";

    /// <summary>The degree of an address.</summary>
    public static Degree DegreeOf(string name) => string.Equals(name, "1d", StringComparison.OrdinalIgnoreCase) ? Degree.First : Degree.Second;

    /// <summary>The switch of an address.</summary>
    public static SwitchName SwitchOf(string name) => Names[name];
}
