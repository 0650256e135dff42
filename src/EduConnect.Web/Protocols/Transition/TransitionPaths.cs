namespace EduConnect.Web.Protocols.Transition;

/// <summary>Addresses of the transition from a former system.</summary>
internal static class TransitionPaths
{
    /// <summary>Where a former system posts its assertion; also the assertion's audience, behind the public origin.</summary>
    public const string Arrival = "/transition";

    /// <summary>"Votre espace Éducation Nationale évolue."</summary>
    public const string Welcome = "/transition/bienvenue";

    /// <summary>Username and password.</summary>
    public const string NewAccount = "/transition/compte";

    /// <summary>The way on: to the service they came for, or to the portal.</summary>
    public const string End = "/transition/fin";

    /// <summary>The end that leads on to a registered address.</summary>
    /// <param name="system">code of the former system</param>
    /// <param name="number">place of the address in its list, from 0</param>
    public static string EndAt(string system, int number) => $"{End}/{system}/{number}";
}
