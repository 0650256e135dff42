using EduConnect.Core.Operators.Switching;

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
    public const string Services = Root + "/services";
    public const string Keys = Root + "/cles";

    /// <summary>The tabs, in their order.</summary>
    public static IReadOnlyList<string> Tabs { get; } = [Root, Work, Imports, Messages, Maintenance, Switches, Nights, Campaigns, Services, Keys];

    private static readonly Dictionary<string, SwitchName> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["franceconnect"] = SwitchName.FranceConnect,
        ["informer"] = SwitchName.Inform,
        ["lister"] = SwitchName.List,
    };

    /// <summary>The page of one switch.</summary>
    public static string AddressOf(SwitchName name) => $"{Switches}/{Names.Single(one => one.Value == name).Key}";

    /// <summary>The switch of an address.</summary>
    public static SwitchName SwitchOf(string name) => Names[name];
}
