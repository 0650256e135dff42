using EduConnect.Core.SignIn.Throttling;

namespace EduConnect.Web.Hosting.Sessions;

/// <summary>The cookies of a sign-in, written at one place for every way of signing in.</summary>
internal sealed class FamilySignIn(SessionCookies cookies, KnownDevices devices)
{
    /// <summary>The browser, when it signed in before.</summary>
    public KnownDevice? Device(HttpContext http) => devices.Read(http.Request.Cookies[cookies.Device]);

    /// <summary>Gives the browser its session and, unless the computer is shared, remembers the device.</summary>
    public void Enter(HttpContext http, string handle, KnownDevice? device)
    {
        cookies.Write(http, cookies.Session, handle);
        if (device is not null)
        {
            cookies.WriteDevice(http, devices.Write(device));
        }
    }
}
