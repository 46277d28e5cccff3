namespace Wristband.AspNetCore.Tests;
