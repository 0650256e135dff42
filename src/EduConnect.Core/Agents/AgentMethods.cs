namespace EduConnect.Core.Agents;

/// <summary>How an agent proved who they are, as <see cref="SignIn.Session.Methods"/> holds it: space-separated, RFC 8176 where it has a word.</summary>
public static class AgentMethods
{
    /// <summary>The password of the local account.</summary>
    public const string Password = "pwd";

    private const string SecondFactor = "otp";
    private const string Provider = "oidc";

    /// <summary>Of a local sign-in.</summary>
    public static string OfPassword(bool withCode) => withCode ? $"{Password} {SecondFactor}" : Password;

    /// <summary>Of a sign-in at the ministry's provider.</summary>
    public static string OfProvider(bool withSecondFactor) => withSecondFactor ? $"{Provider} {SecondFactor}" : Provider;

    /// <summary>Whether a second factor was proved.</summary>
    public static bool HasSecondFactor(string methods) => Has(methods, SecondFactor);

    /// <summary>Whether the ministry's provider opened the session.</summary>
    public static bool IsOfProvider(string methods) => Has(methods, Provider);

    private static bool Has(string methods, string method) => (methods ?? string.Empty).Split(' ').Contains(method);
}
