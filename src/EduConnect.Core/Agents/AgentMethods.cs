namespace EduConnect.Core.Agents;

/// <summary>How an agent proved who they are, as <see cref="SignIn.Session.Methods"/> holds it: space-separated, RFC 8176 where it has a word.</summary>
public static class AgentMethods
{
    /// <summary>The password of the local account.</summary>
    public const string Password = "pwd";

    /// <summary>A sign-in at the ministry's provider.</summary>
    public const string Provider = "oidc";

    private const string SecondFactor = "otp";
    private const string Network = "net";

    /// <summary>With a second factor beside what was proved first.</summary>
    public static string WithSecondFactor(string methods) => $"{(methods ?? string.Empty).Split(' ')[0]} {SecondFactor}";

    /// <summary>Without a second factor, thanks to an administrative network.</summary>
    public static string FromNetwork(string method) => $"{method} {Network}";

    /// <summary>Whether a second factor was proved.</summary>
    public static bool HasSecondFactor(string methods) => Has(methods, SecondFactor);

    /// <summary>Whether the session was opened in an administrative network instead.</summary>
    public static bool IsOfNetwork(string methods) => Has(methods, Network);

    /// <summary>Whether the ministry's provider opened the session.</summary>
    public static bool IsOfProvider(string methods) => Has(methods, Provider);

    private static bool Has(string methods, string method) => (methods ?? string.Empty).Split(' ').Contains(method);
}
