namespace Wristband.Platform.Tests;
