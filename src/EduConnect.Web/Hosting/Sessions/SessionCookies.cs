using EduConnect.Core.Platform;

namespace EduConnect.Web.Hosting.Sessions;

/// <summary>Names and flags of the cookies of this service (S-SE3): <c>__Host-</c> and Secure when the public origin is https, plain on a loopback demonstration.</summary>
internal sealed class SessionCookies(ServiceOptions service)
{
    private static readonly TimeSpan ProfileLife = TimeSpan.FromDays(365);
    private static readonly TimeSpan DeviceLife = TimeSpan.FromDays(180);

    /// <summary>Session of a pupil or guardian.</summary>
    public string Session => Name("session");

    /// <summary>Known device.</summary>
    public string Device => Name("dev");

    /// <summary>Profile chosen on this device; no secret.</summary>
    public string Profile => Name("profil");

    /// <summary>Activation in progress.</summary>
    public string Activation => Name("activation");

    /// <summary>Registration in progress.</summary>
    public string Registration => Name("inscription");

    /// <summary>A browser that was sent to FranceConnect.</summary>
    public string FranceConnect => Name("franceconnect");

    /// <summary>A browser that was sent to the agents' provider.</summary>
    public string AgentProvider => Name("agents-retour");

    /// <summary>The session of an agent who was sent to the agents' provider, sealed: it ends when they come back as somebody.</summary>
    public string FormerAgent => Name("agents-avant");

    /// <summary>Forgotten password on its way.</summary>
    public string Recovery => Name("recovery");

    /// <summary>Writes a cookie that ends with the browser.</summary>
    public void Write(HttpContext http, string name, string value) => http.Response.Cookies.Append(name, value, Options());

    /// <summary>Remembers the profile on this device.</summary>
    public void WriteProfile(HttpContext http, string value) => http.Response.Cookies.Append(Profile, value, Options(ProfileLife));

    /// <summary>Remembers the device.</summary>
    public void WriteDevice(HttpContext http, string value) => http.Response.Cookies.Append(Device, value, Options(DeviceLife));

    /// <summary>Removes a cookie.</summary>
    public void Delete(HttpContext http, string name) => http.Response.Cookies.Delete(name, Options());

    private string Name(string name) => service.IsSecure ? "__Host-" + name : name;

    private CookieOptions Options(TimeSpan? life = null) => new()
    {
        Path = "/",
        HttpOnly = true,
        Secure = service.IsSecure,
        SameSite = SameSiteMode.Lax,
        IsEssential = true,
        MaxAge = life,
    };
}
